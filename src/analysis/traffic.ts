import type { Cost } from '../rollup/cost.ts';
import type { Rollup } from '../rollup/rollup.ts';
import type { SliceView } from '../rollup/slice-view.ts';
import type { Series } from '../series/series.ts';
import { type Bins, binEndMs } from './bins.ts';
import { isLevel } from './cost-kind.ts';
import { type Hold, heldBytes } from './hold.ts';

/** A sample of one instant is set against the mean of so much time before it; bins are often longer. */
export const INSTANT_MS = 30_000;

/**
 * A rollup seen through the bins of an incident: flows are sums per bin, levels means over the bin or, for a
 * resource that is sampled at instants, over its end. All traffic is the slice `undefined`.
 */
export class Traffic {
  readonly bins: Bins;
  readonly #rollup: Rollup;
  readonly #levelMs: number;
  readonly #cache = new Map<SliceView | undefined, Map<Cost, Float64Array>>();

  constructor(rollup: Rollup, bins: Bins, sampling: Series['sampling']) {
    this.#rollup = rollup;
    this.bins = bins;
    const instantMs = Math.max(INSTANT_MS, rollup.grid.widthMs);
    this.#levelMs = sampling === 'mean' ? bins.stepMs : Math.min(bins.stepMs, instantMs);
  }

  activity(slice: SliceView | undefined, cost: Cost): Float64Array {
    const known = this.#cache.get(slice) ?? new Map<Cost, Float64Array>();
    this.#cache.set(slice, known);
    const cached = known.get(cost);
    if (cached !== undefined) return cached;
    const binned = this.#rebin(this.#fine(slice, cost), isLevel(cost));
    known.set(cost, binned);
    return binned;
  }

  /** Mean bytes held, by an assumption in place of durations. */
  held(slice: SliceView | undefined, hold: Hold): Float64Array {
    const logged = this.#fine(slice, 'bytes-out');
    return this.#rebin(heldBytes(logged, hold, this.#rollup.grid.widthMs), true);
  }

  #fine(slice: SliceView | undefined, cost: Cost): Float64Array {
    return slice === undefined ? this.#rollup.total(cost) : this.#rollup.activity(slice, cost);
  }

  /** Bins a column of the rollup's grid by differences of its running integral. */
  #rebin(fine: Float64Array, level: boolean): Float64Array {
    const { originMs, widthMs } = this.#rollup.grid;
    const running = new Float64Array(fine.length + 1);
    for (let i = 0; i < fine.length; i++) running[i + 1] = (running[i] ?? 0) + (fine[i] ?? 0);
    const integralTo = (timeMs: number): number => {
      const place = Math.min(fine.length, Math.max(0, (timeMs - originMs) / widthMs));
      const whole = Math.floor(place);
      return (running[whole] ?? 0) + (place - whole) * (fine[whole] ?? 0);
    };
    const spanMs = level ? this.#levelMs : this.bins.stepMs;
    const scale = level ? widthMs / spanMs : 1;
    const binned = new Float64Array(this.bins.length);
    for (let bin = 0; bin < binned.length; bin++) {
      const endMs = binEndMs(this.bins, bin);
      binned[bin] = (integralTo(endMs) - integralTo(endMs - spanMs)) * scale;
    }
    return binned;
  }
}
