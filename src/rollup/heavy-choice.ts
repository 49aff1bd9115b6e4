import type { BatchLines } from './batch-lines.ts';
import { RARE_ABORT, RARE_ERROR } from './batch-lines.ts';
import { costs } from './cost.ts';
import { valueAfter } from './nth-greatest.ts';
import { KIB } from './observation.ts';
import type { RequestBatch } from './request-batch.ts';

/** Sums of a key: one for each cost, in the order of `costs`, and its longest request. */
const MEASURES: number = costs.length + 1;

/** Which keys of a batch are kept apart, where it has more of them than that. */
export interface HeavyChoice {
  /** 1 at the place of a key that is kept. */
  readonly isKept: Uint8Array;
  readonly kept: number;
  /** The most of each cost that a key has which is not kept. */
  readonly missing: Float64Array;
  /** The sums of key `k` are at `k * MEASURES`. */
  readonly sums: Float64Array;
}

/** The requests of a batch by one column of keys, from 0 up to `count`; below 0 stands for none. */
export interface KeyedLines {
  readonly batch: RequestBatch;
  readonly lines: BatchLines;
  readonly keys: Int32Array;
  readonly count: number;
}

/**
 * Keeps the `heavyKeys` keys with most of each cost, and with the longest requests; none that is no heavier than the
 * next one which is not, so that the choice does not depend on the order of keys.
 */
export function chooseHeavy(keyed: KeyedLines, heavyKeys: number): HeavyChoice {
  const sums = sumsOf(keyed);
  const isKept = new Uint8Array(keyed.count);
  const missing = new Float64Array(costs.length);
  const column = new Float64Array(keyed.count);
  for (let measure = 0; measure < MEASURES; measure++) {
    for (let key = 0; key < keyed.count; key++) column[key] = sums[key * MEASURES + measure] ?? 0;
    const bar = valueAfter(column, heavyKeys);
    if (measure < costs.length) missing[measure] = bar;
    for (let key = 0; key < keyed.count; key++) {
      if ((sums[key * MEASURES + measure] ?? 0) > bar) isKept[key] = 1;
    }
  }
  let kept = 0;
  for (let key = 0; key < keyed.count; key++) kept += isKept[key] ?? 0;
  return { isKept, kept, missing, sums };
}

function sumsOf({ batch, lines, keys, count }: KeyedLines): Float64Array {
  const sums = new Float64Array(count * MEASURES);
  const { bytesOut, durationsUs, heldKib, heldRest, rare, length } = lines;
  for (let i = 0; i < length; i++) {
    const key = keys[i] ?? -1;
    if (key < 0) continue;
    const at = key * MEASURES;
    const durationUs = durationsUs[i] ?? 0;
    sums[at] = (sums[at] ?? 0) + 1;
    sums[at + 1] = (sums[at + 1] ?? 0) + (bytesOut[i] ?? 0);
    sums[at + 3] = (sums[at + 3] ?? 0) + durationUs;
    sums[at + 4] = (sums[at + 4] ?? 0) + (heldKib[i] ?? 0) * KIB + (heldRest[i] ?? 0);
    if (durationUs > (sums[at + 7] ?? 0)) sums[at + 7] = durationUs;
    const bits = rare[i] ?? 0;
    if (bits === 0) continue;
    sums[at + 2] = (sums[at + 2] ?? 0) + Math.max(0, batch.bytesIn[i] ?? 0);
    if ((bits & RARE_ABORT) !== 0) sums[at + 5] = (sums[at + 5] ?? 0) + 1;
    if ((bits & RARE_ERROR) !== 0) sums[at + 6] = (sums[at + 6] ?? 0) + 1;
  }
  return sums;
}

/** The sums of one key by cost, in the order of `costs`. */
export function costSums({ sums }: HeavyChoice, key: number): Float64Array {
  return sums.subarray(key * MEASURES, key * MEASURES + costs.length);
}
