import type { RequestBatch } from './request-batch.ts';
import { TIMED } from './request-batch.ts';

/** What all requests together carry, and when they were. */
export interface Coverage {
  readonly requests: number;
  /** Requests whose duration is known, that say what was sent, that say what was received. */
  readonly timed: number;
  readonly sized: number;
  readonly received: number;
  /** Epoch microseconds; infinite (above, below) without requests. */
  readonly firstStartUs: number;
  readonly lastEndUs: number;
}

const REQUESTS = 0;
const TIMED_REQUESTS = 1;
const SIZED = 2;
const RECEIVED = 3;
/** Negated, so that both times are maxima. */
const FIRST_START = 4;
const LAST_END = 5;

/** The coverage of no requests. */
export function noCoverage(): Float64Array {
  return Float64Array.of(0, 0, 0, 0, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY);
}

export function coverageOf(batch: RequestBatch): Float64Array {
  const { startUs, endUs, bytesOut, bytesIn, flags, length } = batch;
  const coverage = noCoverage();
  let timed = 0;
  let sized = 0;
  let received = 0;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < length; i++) {
    timed += (flags[i] ?? 0) & TIMED;
    if ((bytesOut[i] ?? 0) >= 0) sized += 1;
    if ((bytesIn[i] ?? 0) >= 0) received += 1;
    first = Math.min(first, startUs[i] ?? 0);
    last = Math.max(last, endUs[i] ?? 0);
  }
  coverage.set([length, timed, sized, received, -first, last]);
  return coverage;
}

/** Adds one coverage to another. */
export function addCoverage(to: Float64Array, from: Float64Array): void {
  for (let at = 0; at < FIRST_START; at++) to[at] = (to[at] ?? 0) + (from[at] ?? 0);
  for (let at = FIRST_START; at <= LAST_END; at++) to[at] = Math.max(to[at] ?? 0, from[at] ?? 0);
}

export function readCoverage(coverage: Float64Array): Coverage {
  return {
    requests: coverage[REQUESTS] ?? 0,
    timed: coverage[TIMED_REQUESTS] ?? 0,
    sized: coverage[SIZED] ?? 0,
    received: coverage[RECEIVED] ?? 0,
    firstStartUs: -(coverage[FIRST_START] ?? 0),
    lastEndUs: coverage[LAST_END] ?? 0,
  };
}
