import type { BatchShares } from './batch-shares.ts';
import { valuesAt, Workspace } from './columns.ts';
import { costs } from './cost.ts';
import type { RollupLimits } from './limits.ts';
import { valueAfter } from './nth-greatest.ts';
import { KIB } from './observation.ts';
import { HELD_KIB_MS, HELD_REST_MS, SUMS } from './summary.ts';

/** Which keys of a batch are kept apart, where it has more of them than that. */
export interface HeavyChoice {
  /** 1 at the place of a key that is kept. */
  readonly isKept: Uint8Array;
  readonly kept: number;
  /** The most of each cost that a key has which is not kept. */
  readonly missing: Float64Array;
}

/** Shares are rounded: of a key with so much of the least share it is worked out what it has. */
const NEARLY = 0.999;

/** What the greatest shares of a key's requests come to: all together, in the stretch in hand, and the most in one. */
const ALL = 0;
const STRETCH = 1;
const MOST = 2;
/** The stretch in hand. */
const NUMBER = 3;
const ROW = 4;

/** Of use until the next keys are looked at. */
const reaches = new Workspace();

/**
 * Chooses among the keys of a batch's requests, from 0 up to `count`; below 0 stands for none. Keeps those that are heavy, and
 * those that have a burst. A key has no more of any cost than the greatest shares of its requests together: only of the few
 * with enough of that all costs are summed up.
 */
export function heavyOfLines(
  shares: BatchShares,
  keys: Int32Array,
  count: number,
  limits: RollupLimits,
): HeavyChoice {
  const reach = reachOf(shares, keys, count);
  const few = new Int32Array(count).fill(-1);
  const likely: number[] = [];
  for (let key = 0; key < count; key++) {
    const all = reach[key * ROW + ALL] ?? 0;
    if (all > NEARLY * limits.leastShare) few[key] = likely.push(key) - 1;
  }
  const heavy = chooseHeavy(shares.sumsOf(keys, likely.length, few), shares.totals, limits);
  const isKept = new Uint8Array(count);
  for (const [at, key] of likely.entries()) isKept[key] = heavy.isKept[at] ?? 0;
  keepBursts(isKept, reach, limits);
  return { isKept, kept: sumOf(isKept), missing: heavy.missing };
}

function reachOf(
  { greatest, stretches }: BatchShares,
  keys: Int32Array,
  count: number,
): Float64Array {
  const reach = reaches.zeros(count * ROW);
  const { length } = greatest;
  for (let i = 0; i < length; i++) {
    const key = keys[i] ?? -1;
    if (key < 0) continue;
    const at = key * ROW;
    const share = greatest[i] ?? 0;
    const stretch = stretches[i] ?? 0;
    const before = reach[at + NUMBER] === stretch ? (reach[at + STRETCH] ?? 0) : 0;
    reach[at + ALL] = (reach[at + ALL] ?? 0) + share;
    reach[at + STRETCH] = before + share;
    reach[at + NUMBER] = stretch;
    if (before + share > (reach[at + MOST] ?? 0)) reach[at + MOST] = before + share;
  }
  return reach;
}

/** Keeps the `burstKeys` keys with most in one stretch, of those with `leastShare` of what all keys have in theirs. */
function keepBursts(
  isKept: Uint8Array,
  reach: Float64Array,
  { leastShare, burstKeys }: RollupLimits,
): void {
  let total = 0;
  for (let at = MOST; at < reach.length; at += ROW) total += reach[at] ?? 0;
  const least = leastShare * total;
  const above: number[] = [];
  for (let at = MOST; at < reach.length; at += ROW) if ((reach[at] ?? 0) > least) above.push(at);
  const isFew = above.length <= burstKeys;
  const bar = isFew ? least : valueAfter(valuesAt(reach, above), burstKeys);
  for (const at of above) if ((reach[at] ?? 0) > bar) isKept[(at - MOST) / ROW] = 1;
}

function sumOf(flags: Uint8Array): number {
  let sum = 0;
  for (const flag of flags) sum += flag;
  return sum;
}

/**
 * Keeps the keys with more than `leastShare` of any cost of a batch, of which it has `totals`; of each cost the `heavyKeys` with
 * most of it, and none that is no heavier than the next one, so that the choice does not depend on the order of keys.
 * The sums of key `k` begin at `k * costs.length`.
 */
export function chooseHeavy(
  sums: Float64Array,
  totals: Float64Array,
  { leastShare, heavyKeys }: RollupLimits,
): HeavyChoice {
  const count = sums.length / costs.length;
  const isKept = new Uint8Array(count);
  const missing = new Float64Array(costs.length);
  for (let cost = 0; cost < costs.length; cost++) {
    const least = leastShare * (totals[cost] ?? 0);
    const above = placesAbove(sums, cost, least);
    const isFew = above.length <= heavyKeys;
    const bar = isFew ? least : valueAfter(valuesAt(sums, above), heavyKeys);
    for (const at of above) if ((sums[at] ?? 0) > bar) isKept[(at - cost) / costs.length] = 1;
    missing[cost] = bar;
  }
  return { isKept, kept: sumOf(isKept), missing };
}

/** Where keys have more than `least` of a cost. */
function placesAbove(sums: Float64Array, cost: number, least: number): readonly number[] {
  const above: number[] = [];
  for (let at = cost; at < sums.length; at += costs.length) {
    if ((sums[at] ?? 0) > least) above.push(at);
  }
  return above;
}

/** What keys come to by the rows of a batch that have them, from the sums of those (summary.ts). */
export function costsOfRows(rows: Float64Array, keys: Int32Array, count: number): Float64Array {
  const sums = new Float64Array(count * costs.length);
  const length = rows.length / SUMS;
  for (let row = 0; row < length; row++) {
    const key = keys[row] ?? -1;
    if (key < 0) continue;
    const from = row * SUMS;
    const at = key * costs.length;
    for (let cost = 0; cost < costs.length; cost++) {
      const factor = cost === HELD_KIB_MS ? KIB : 1;
      sums[at + cost] = (sums[at + cost] ?? 0) + factor * (rows[from + cost] ?? 0);
    }
    sums[at + HELD_KIB_MS] = (sums[at + HELD_KIB_MS] ?? 0) + (rows[from + HELD_REST_MS] ?? 0);
  }
  return sums;
}
