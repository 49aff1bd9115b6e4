import { burstsOf } from './bursts.ts';
import { add } from './columns.ts';
import { costs } from './cost.ts';
import { fold } from './folding.ts';
import { groupings } from './grouping.ts';
import type { RollupLimits } from './limits.ts';
import { valueAfter } from './nth-greatest.ts';
import type { FoldedInBatch } from './rolled-batch.ts';
import { BY_ROUTE, routeNamesIn } from './route-crowds.ts';
import type { RouteNames } from './route-names.ts';
import type { Store } from './store.ts';
import { BURST_KINDS } from './summary.ts';

/**
 * Keeps the keys of each grouping below a cap by folding the light ones (folding.ts) into merged routes and the
 * grouping's OTHER.
 *
 * Weighted Misra-Gries for every cost at once (Agarwal et al., "Mergeable Summaries", PODS 2012): a
 * folding takes the score of the first key that does not fit off all scores. A key with a score
 * left is heavy and stays. Each unit taken off a key is taken off `heavyKeys` others too, so the
 * total taken, kept as `error`, is at most the grouping's cost / (heavyKeys + 1), a key above that
 * is never lost, and no key misses more than `error` of its cost. Merging adds scores and errors.
 * What a merged route takes counts as its own score, so that what is folded once a level of the path
 * can be taken off as often; a merged route also misses what its names lost before it was one.
 *
 * Beside them stay the keys that were heaviest in a single batch, and with the longest requests, since what
 * broke an hour of a month is light in the month. Nothing of this asks for buckets: how wide those are while a log
 * is read must not decide what is told of it.
 */
export class HeavyKeys {
  readonly #limits: RollupLimits;
  /** By grouping, then cost. */
  readonly #errors = new Float64Array(groupings.length * costs.length);
  /** How many keys were folded, by grouping; one that comes back and is folded again counts twice. */
  readonly #folded = new Float64Array(groupings.length);
  /** What routes were called when there had been so many of them. */
  #current: { readonly routes: number; readonly names: RouteNames } | undefined;

  constructor(limits: RollupLimits) {
    this.#limits = limits;
  }

  /** The most of this cost that a key of the grouping can miss. */
  error(grouping: number, cost: number): number {
    return this.#errors[grouping * costs.length + cost] ?? 0;
  }

  folded(grouping: number): number {
    return this.#folded[grouping] ?? 0;
  }

  merge(other: HeavyKeys): void {
    other.#errors.forEach((error, at) => {
      add(this.#errors, at, error);
    });
    other.#folded.forEach((folded, grouping) => {
      add(this.#folded, grouping, folded);
    });
  }

  /** Notes what was folded while a batch was rolled up. */
  addFolded({ grouping, folded, missing }: FoldedInBatch): void {
    add(this.#folded, grouping, folded);
    for (let cost = 0; cost < costs.length; cost++) {
      add(this.#errors, grouping * costs.length + cost, missing[cost] ?? 0);
    }
  }

  /** Folds light keys of a grouping until it has no more than the cap. */
  keepBound(store: Store, grouping: number): void {
    let count = store.slices.liveCount(grouping);
    while (count > this.#limits.keyCap) {
      this.#foldOnce(store, grouping);
      const left = store.slices.liveCount(grouping);
      if (left === count) return;
      count = left;
    }
  }

  #foldOnce(store: Store, grouping: number): void {
    const slices = store.slices.members(grouping).filter((slice) => !store.slices.isOther(slice));
    const amounts = this.#amounts(store, slices, grouping);
    const light = slices.filter((slice) => !store.summaries.owe(slice, amounts));
    const bursts = this.#highBursts(store, light);
    const folded = light.filter((slice) => !bursts.has(slice));
    if (folded.length === 0) return;
    fold(store, grouping, folded, () => this.#currentNames(store));
    add(this.#folded, grouping, folded.length);
  }

  /** What the routes of a store are called once all is seen: by their highest buckets. */
  routeNames(store: Store): RouteNames {
    return routeNamesIn(store, {
      missing: this.#routeErrors,
      peaksOf: (slice) => burstsOf(store, slice),
    });
  }

  get #routeErrors(): Float64Array {
    const from = BY_ROUTE * costs.length;
    return this.#errors.subarray(from, from + costs.length);
  }

  /** The names as they were when the newest route came: other costs alone do not make them anew. */
  #currentNames(store: Store): RouteNames {
    const routes = store.slices.liveCount(BY_ROUTE) + this.folded(BY_ROUTE);
    if (this.#current?.routes !== routes) {
      const { summaries } = store;
      const kinds = Array.from({ length: BURST_KINDS }, (_, kind) => kind);
      const peaksOf = (slice: number): number[] => kinds.map((kind) => summaries.peak(slice, kind));
      const names = routeNamesIn(store, { missing: this.#routeErrors, peaksOf });
      this.#current = { routes, names };
    }
    return this.#current.names;
  }

  /** What is taken off the score of each cost. */
  #amounts({ summaries }: Store, slices: readonly number[], grouping: number): Float64Array {
    const amounts = new Float64Array(costs.length);
    const scores = new Float64Array(slices.length);
    for (let cost = 0; cost < costs.length; cost++) {
      summaries.scoresInto(scores, slices, cost);
      amounts[cost] = valueAfter(scores, this.#limits.heavyKeys);
      add(this.#errors, grouping * costs.length + cost, amounts[cost] ?? 0);
    }
    return amounts;
  }

  /** Of each kind of burst the `burstKeys` highest; those no higher than the next one are left out. */
  #highBursts(store: Store, slices: readonly number[]): Set<number> {
    const { summaries } = store;
    const kept = new Set<number>();
    const heights = new Float64Array(slices.length);
    for (let kind = 0; kind < BURST_KINDS; kind++) {
      slices.forEach((slice, at) => {
        heights[at] = summaries.peak(slice, kind);
      });
      const bar = valueAfter(heights, this.#limits.burstKeys);
      for (const slice of slices) if (summaries.peak(slice, kind) > bar) kept.add(slice);
    }
    return kept;
  }
}
