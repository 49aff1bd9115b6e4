import type { Edge } from '../rollup/activity.ts';
import type { Cost } from '../rollup/cost.ts';
import { bucketAt, type Grid, partWithin, type TimeSpan } from '../rollup/grid.ts';
import type { Rollup } from '../rollup/rollup.ts';
import type { SliceView } from '../rollup/slice-view.ts';
import type { Series } from '../series/series.ts';
import { sumBetween } from '../statistics/summaries.ts';
import { type Bins, binEndMs } from './bins.ts';
import { isLevel } from './cost-kind.ts';
import { drainingBytes } from './draining.ts';
import { fillingOf } from './filling.ts';
import { type Hold, heldBytes, LONGEST_HOLD_MS } from './hold.ts';
import type { Response } from './response.ts';
import { SpanSums } from './span-sums.ts';

/** A sample of one instant is set against the mean of so much time before it; bins are often longer. */
export const INSTANT_MS = 10_000;

/**
 * A rollup seen through the bins of an incident: flows are sums per bin, levels means over the bin or, for a
 * resource that is sampled at instants, over its end. All traffic is the slice `undefined`.
 */
export class Traffic {
  readonly bins: Bins;
  readonly #rollup: Rollup;
  /** The buckets of the bins, and those in which what is held in them may be logged. */
  readonly #part: Grid;
  readonly #levelMs: number;
  readonly #flows: SpanSums;
  readonly #levels: SpanSums;
  readonly #apart: readonly TimeSpan[];
  readonly #cache = new Map<SliceView | undefined, Map<Cost, Float64Array>>();
  /** Costs by bucket of the slice that was asked for last: its holds all start from the same. */
  #latest: SliceView | undefined;
  #fineOfLatest = new Map<string, Float64Array>();

  /** What was logged in the times `apart` was held then, and in no other bin. */
  constructor(
    rollup: Rollup,
    bins: Bins,
    sampling: Series['sampling'],
    { apart = [] }: { readonly apart?: readonly TimeSpan[] } = {},
  ) {
    this.#apart = apart;
    this.#rollup = rollup;
    this.bins = bins;
    const { grid } = rollup;
    const instantMs = Math.max(INSTANT_MS, grid.widthMs);
    this.#levelMs = sampling === 'mean' ? bins.stepMs : Math.min(bins.stepMs, instantMs);
    this.#part = partWithin(grid, {
      fromMs: bins.startMs - LONGEST_HOLD_MS,
      toMs: binEndMs(bins, bins.length - 1) + LONGEST_HOLD_MS,
    });
    this.#flows = new SpanSums(this.#part, bins, bins.stepMs);
    this.#levels = new SpanSums(this.#part, bins, this.#levelMs);
  }

  activity(slice: SliceView | undefined, cost: Cost): Float64Array {
    const known = this.#cache.get(slice) ?? new Map<Cost, Float64Array>();
    this.#cache.set(slice, known);
    const cached = known.get(cost);
    if (cached !== undefined) return cached;
    const fine = this.#fine(slice, cost);
    const binned = isLevel(cost) ? this.#meanLevel(fine) : this.#flows.of(fine, 1);
    known.set(cost, binned);
    return binned;
  }

  /** What a slice did by an explanation, whatever the resource remembers of it. */
  done(
    slice: SliceView | undefined,
    cost: Cost,
    { hold, drains, fills }: Pick<Response, 'hold' | 'drains' | 'fills'>,
  ): Float64Array {
    if (hold !== undefined) return this.held(slice, hold);
    if (fills) return this.filling(slice, cost);
    return drains ? this.draining(slice) : this.activity(slice, cost);
  }

  /** Mean bytes held, by an assumption in place of durations. */
  held(slice: SliceView | undefined, hold: Hold): Float64Array {
    return this.#meanLevel(heldBytes(this.#loggedHere(slice), hold, this.#part.widthMs));
  }

  /** Mean bytes in flight that were not sent yet. */
  draining(slice: SliceView | undefined): Float64Array {
    const held = this.#fine(slice, 'held-bytes');
    return this.#meanLevel(drainingBytes(held, this.#fine(slice, 'bytes-out')));
  }

  /** Requests that were in progress where a bin begins; those that began more than `LONGEST_HOLD_MS` before the first bin are left out. */
  inProgress(slice: SliceView | undefined, bin: number): number {
    const begun = this.#fine(slice, 'requests');
    const ended = this.#fine(slice, 'requests', 'end');
    const until = bucketAt(this.#part, binEndMs(this.bins, bin - 1));
    return sumBetween(begun, 0, until) - sumBetween(ended, 0, until);
  }

  /** What requests in flight have taken in by now: a part of each of them or, of `bytes-in`, of its bytes. */
  filling(slice: SliceView | undefined, cost: Cost): Float64Array {
    const ended = this.#fine(slice, 'requests', 'end');
    const takenIn = cost === 'bytes-in' ? this.#fine(slice, 'bytes-in') : undefined;
    return this.#meanLevel(fillingOf(this.#fine(slice, 'in-flight'), ended, takenIn));
  }

  /** Bytes sent, but for those logged in times apart. */
  #loggedHere(slice: SliceView | undefined): Float64Array {
    const logged = this.#fine(slice, 'bytes-out');
    if (this.#apart.length === 0) return logged;
    const here = logged.slice();
    const bucket = (timeMs: number): number => Math.max(0, bucketAt(this.#part, timeMs));
    for (const { fromMs, toMs } of this.#apart) here.fill(0, bucket(fromMs), bucket(toMs));
    return here;
  }

  #meanLevel(fine: Float64Array): Float64Array {
    return this.#levels.of(fine, this.#part.widthMs / this.#levelMs);
  }

  #fine(slice: SliceView | undefined, cost: Cost, edge: Edge = 'start'): Float64Array {
    if (slice !== this.#latest) this.#fineOfLatest = new Map();
    this.#latest = slice;
    const key = `${cost} ${edge}`;
    const known = this.#fineOfLatest.get(key);
    if (known !== undefined) return known;
    const part = this.#part;
    const fine =
      slice === undefined
        ? this.#rollup.total(cost, edge, part)
        : this.#rollup.activity(slice, cost, edge, part);
    this.#fineOfLatest.set(key, fine);
    return fine;
  }
}
