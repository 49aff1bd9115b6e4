import { ABORTS, BYTES_IN, BYTES_OUT, CELL_STRIDE, ERRORS, STARTED } from './cell.ts';
import { add } from './columns.ts';
import { costs } from './cost.ts';
import { groupings } from './grouping.ts';
import type { RollupLimits } from './limits.ts';
import type { Store } from './store.ts';

/** Columns of a cell whose highest bucket tells a burst. */
const burstColumns = [STARTED, BYTES_OUT, BYTES_IN, ABORTS, ERRORS] as const;

/**
 * Keeps the keys of each grouping below a cap by folding the light ones into the grouping's OTHER.
 *
 * Weighted Misra-Gries for every cost at once (Agarwal et al., "Mergeable Summaries", PODS 2012): a
 * folding takes the score of the first key that does not fit off all scores. A key with a score
 * left is heavy and stays. Each unit taken off a key is taken off `heavyKeys` others too, so the
 * total taken, kept as `error`, is at most the grouping's cost / (heavyKeys + 1), a key above that
 * is never lost, and no key misses more than `error` of its cost. Merging adds scores and errors.
 *
 * Beside them stay the keys with the highest single buckets, and with the longest requests, since what
 * broke an hour of a month is light in the month.
 */
export class HeavyKeys {
  readonly #limits: RollupLimits;
  /** By grouping, then cost. */
  readonly #errors = new Float64Array(groupings.length * costs.length);
  /** How many keys were folded, by grouping; one that comes back and is folded again counts twice. */
  readonly #folded = new Float64Array(groupings.length);

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

  /** Folds light keys of a grouping when it has more than the cap. */
  keepBound(store: Store, grouping: number): void {
    if (store.slices.liveCount(grouping) <= this.#limits.keyCap) return;
    const slices = store.slices.members(grouping).filter((slice) => !store.slices.isOther(slice));
    for (let cost = 0; cost < costs.length; cost++) this.#takeOff(store, slices, grouping, cost);
    const light = slices.filter((slice) => !isHeavy(store, slice));
    const bursts = this.#highBursts(store, light);
    const folded = light.filter((slice) => !bursts.has(slice));
    if (folded.length === 0) return;
    const other = store.other(grouping);
    for (const slice of folded) {
      store.pourSlice(other, store, slice);
      store.remove(slice);
    }
    add(this.#folded, grouping, folded.length);
  }

  #takeOff(store: Store, slices: readonly number[], grouping: number, cost: number): void {
    const scores = new Float64Array(slices.length);
    slices.forEach((slice, place) => {
      scores[place] = store.summaries.score(slice, cost);
    });
    const amount = valueAfter(scores, this.#limits.heavyKeys);
    if (amount <= 0) return;
    add(this.#errors, grouping * costs.length + cost, amount);
    for (const slice of slices) store.summaries.owe(slice, cost, amount);
  }

  /** Of each kind of burst the `burstKeys` highest; those no higher than the next one are left out. */
  #highBursts(store: Store, slices: readonly number[]): Set<number> {
    const kinds = burstColumns.length + 1;
    const bursts = Array.from({ length: kinds }, () => new Float64Array(slices.length));
    slices.forEach((slice, place) => {
      readBursts(store, slice, bursts, place);
    });
    const kept = new Set<number>();
    for (const heights of bursts) {
      const bar = Math.max(0, valueAfter(heights, this.#limits.burstKeys));
      slices.forEach((slice, place) => {
        if ((heights[place] ?? 0) > bar) kept.add(slice);
      });
    }
    return kept;
  }
}

function isHeavy(store: Store, slice: number): boolean {
  for (let cost = 0; cost < costs.length; cost++) {
    if (store.summaries.score(slice, cost) > 0) return true;
  }
  return false;
}

/** Fills in one slice's highest bucket of each column, and last its longest request. */
function readBursts(
  { cells, summaries }: Store,
  slice: number,
  bursts: readonly Float64Array[],
  place: number,
): void {
  burstColumns.forEach((column, kind) => {
    let highest = 0;
    for (let row = cells.newest(slice); row >= 0; row = cells.older(row)) {
      highest = Math.max(highest, cells.values[row * CELL_STRIDE + column] ?? 0);
    }
    const heights = bursts[kind];
    if (heights !== undefined) heights[place] = highest;
  });
  const longest = bursts[burstColumns.length];
  if (longest !== undefined) longest[place] = Math.max(0, summaries.maxDurationUs(slice));
}

/** The value that comes next after the `count` greatest; 0 when there are no more. */
function valueAfter(values: Float64Array, count: number): number {
  const sorted = values.slice().sort();
  return sorted[sorted.length - 1 - count] ?? 0;
}
