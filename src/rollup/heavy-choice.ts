import { type BatchLines, RARE_ABORT, RARE_ERROR } from './batch-lines.ts';
import { add } from './columns.ts';
import { costs } from './cost.ts';
import { rungFor, widthMsAt } from './grid.ts';
import type { RollupLimits } from './limits.ts';
import { valueAfter } from './nth-greatest.ts';
import { KIB } from './observation.ts';
import type { RequestBatch } from './request-batch.ts';
import { HELD_KIB_MS, HELD_REST_MS, SUMS } from './summary.ts';

/** What a key comes to, side by side: a sum for each cost, in the order of `costs`, and its longest request; */
const MEASURES: number = costs.length + 1;
const LONGEST: number = costs.length;
/** The measures whose most in one stretch of the batch tells a burst: requests, bytes sent, aborts, errors. */
const burstMeasures = [0, 1, 5, 6] as const;
/** of these the sums before the stretch in hand, and the most in one stretch. */
const BEFORE: number = MEASURES;
const PEAKS: number = BEFORE + burstMeasures.length;
const ROW: number = PEAKS + burstMeasures.length;
/** A batch is looked at for bursts in stretches of requests that end in one bucket, of at most so many in its span. */
const STRETCHES = 1024;

/** Which keys of a batch are kept apart, where it has more of them than that. */
export interface HeavyChoice {
  /** 1 at the place of a key that is kept. */
  readonly isKept: Uint8Array;
  readonly kept: number;
  /** The most of each cost that a key has which is not kept. */
  readonly missing: Float64Array;
  /** The sums of key `k` begin at `k * ROW`. */
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
 * Keeps the `heavyKeys` keys with most of each cost and with the longest requests, and the `burstKeys` with most in one
 * stretch of the batch; none that is no heavier than the next one which is not, so that the choice does not depend on
 * the order of keys.
 */
export function chooseHeavy(sums: Float64Array, count: number, limits: RollupLimits): HeavyChoice {
  const isKept = new Uint8Array(count);
  const missing = new Float64Array(costs.length);
  const choice = { values: sums, isKept, leastShare: limits.leastShare };
  for (let measure = 0; measure < MEASURES; measure++) {
    const bar = keepMost({ ...choice, measure, most: limits.heavyKeys });
    if (measure < costs.length) missing[measure] = bar;
  }
  for (let kind = 0; kind < burstMeasures.length; kind++) {
    keepMost({ ...choice, measure: PEAKS + kind, most: limits.burstKeys });
  }
  let kept = 0;
  for (let key = 0; key < count; key++) kept += isKept[key] ?? 0;
  return { isKept, kept, missing, sums };
}

/** What the keys of a batch's requests come to. */
export function lineSums(keyed: KeyedLines): Float64Array {
  const sums = new Float64Array(keyed.count * ROW);
  addRange(keyed, sums, 0, keyed.lines.length);
  return sums;
}

/** The same from rows of a batch that have their sums (summary.ts); their longest requests are left out. */
export function cellSums({
  sums: rows,
  keys,
  count,
  length,
}: {
  readonly sums: Float64Array;
  readonly keys: Int32Array;
  readonly count: number;
  readonly length: number;
}): Float64Array {
  const sums = new Float64Array(count * ROW);
  for (let row = 0; row < length; row++) {
    const key = keys[row] ?? -1;
    if (key < 0) continue;
    const from = row * SUMS;
    for (let cost = 0; cost < costs.length; cost++) {
      add(sums, key * ROW + cost, rows[from + cost] ?? 0);
    }
    const kib = rows[from + HELD_KIB_MS] ?? 0;
    add(sums, key * ROW + HELD_KIB_MS, kib * (KIB - 1) + (rows[from + HELD_REST_MS] ?? 0));
  }
  return sums;
}

/** The same, with the most that keys come to in one stretch of the batch. */
export function linePeaks(keyed: KeyedLines): Float64Array {
  const { lines, count, batch } = keyed;
  const sums = new Float64Array(count * ROW);
  const widthUs = widthMsAt(rungFor(lines.firstStartUs, lines.lastEndUs, STRETCHES)) * 1000;
  for (let from = 0; from < lines.length; ) {
    const to = stretchEnd(batch, widthUs, from);
    addRange(keyed, sums, from, to);
    raisePeaks(keyed, sums, from, to);
    from = to;
  }
  return sums;
}

/** The place behind the last of those requests from `from` on that end in the same bucket. */
function stretchEnd({ endUs, length }: RequestBatch, widthUs: number, from: number): number {
  const fromUs = Math.floor((endUs[from] ?? 0) / widthUs) * widthUs;
  const toUs = fromUs + widthUs;
  let to = from + 1;
  while (to < length && (endUs[to] ?? 0) >= fromUs && (endUs[to] ?? 0) < toUs) to += 1;
  return to;
}

function addRange(
  { batch, lines, keys }: KeyedLines,
  sums: Float64Array,
  from: number,
  to: number,
): void {
  const { bytesOut, durationsUs, heldKib, heldRest, rare } = lines;
  for (let i = from; i < to; i++) {
    const key = keys[i] ?? -1;
    if (key < 0) continue;
    const at = key * ROW;
    const durationUs = durationsUs[i] ?? 0;
    add(sums, at, 1);
    add(sums, at + 1, bytesOut[i] ?? 0);
    add(sums, at + 3, durationUs);
    add(sums, at + 4, (heldKib[i] ?? 0) * KIB + (heldRest[i] ?? 0));
    if (durationUs > (sums[at + LONGEST] ?? 0)) sums[at + LONGEST] = durationUs;
    if (rare[i] !== 0) addRare(sums, at, rare[i] ?? 0, batch.bytesIn[i] ?? 0);
  }
}

function addRare(sums: Float64Array, at: number, bits: number, bytesIn: number): void {
  add(sums, at + 2, Math.max(0, bytesIn));
  if ((bits & RARE_ABORT) !== 0) add(sums, at + 5, 1);
  if ((bits & RARE_ERROR) !== 0) add(sums, at + 6, 1);
}

/** Notes what the keys of a stretch have come to in it. */
function raisePeaks({ keys }: KeyedLines, sums: Float64Array, from: number, to: number): void {
  for (let i = from; i < to; i++) {
    const key = keys[i] ?? -1;
    if (key < 0) continue;
    const at = key * ROW;
    if (sums[at] === sums[at + BEFORE]) continue;
    for (let kind = 0; kind < burstMeasures.length; kind++) {
      const sum = sums[at + (burstMeasures[kind] ?? 0)] ?? 0;
      const risen = sum - (sums[at + BEFORE + kind] ?? 0);
      if (risen > (sums[at + PEAKS + kind] ?? 0)) sums[at + PEAKS + kind] = risen;
      sums[at + BEFORE + kind] = sum;
    }
  }
}

/** The sums of one key by cost, in the order of `costs`. */
export function costSums({ sums }: HeavyChoice, key: number): Float64Array {
  return sums.subarray(key * MEASURES, key * ROW + costs.length);
}

interface Choice {
  readonly values: Float64Array;
  readonly measure: number;
  readonly isKept: Uint8Array;
  readonly leastShare: number;
  /** How many keys are kept at most. */
  readonly most: number;
}

/** Keeps the keys above a bar, which it returns: their share of all, or what the first one has that is not kept. */
function keepMost({ values, measure, isKept, leastShare, most }: Choice): number {
  let total = 0;
  for (let at = measure; at < values.length; at += ROW) total += values[at] ?? 0;
  const least = leastShare * total;
  const above: number[] = [];
  for (let key = 0; key < isKept.length; key++) {
    const value = values[key * ROW + measure] ?? 0;
    if (value > least) above.push(value);
  }
  const bar = above.length <= most ? least : valueAfter(Float64Array.from(above), most);
  for (let key = 0; key < isKept.length; key++) {
    if ((values[key * ROW + measure] ?? 0) > bar) isKept[key] = 1;
  }
  return bar;
}
