import { add, copiedInto, grownLength, raise } from './columns.ts';
import { costs } from './cost.ts';
import { KIB } from './observation.ts';

/** What a slice spent over the whole log, summed over the requests that carry the fact. */
export interface SliceSummary {
  readonly requests: number;
  readonly bytesOut: number;
  readonly bytesIn: number;
  /** Time in flight, summed over requests. */
  readonly workerMicroseconds: number;
  /** Bytes times milliseconds in flight. */
  readonly heldByteMs: number;
  readonly aborts: number;
  readonly errors: number;
}

/** Columns: first one sum for each cost, in the order of `costs`. */
export const REQUESTS = 0;
export const SENT = 1;
export const RECEIVED = 2;
export const WORKER_MICROS = 3;
export const HELD_KIB_MS = 4;
export const ABORTED_REQUESTS = 5;
export const FAILED_REQUESTS = 6;
/** Byte-milliseconds of the bytes beyond whole KiB; with those of `HELD_KIB_MS` the held bytes. */
export const HELD_REST_MS = 7;
/** How many sums there are. */
export const SUMS = 8;

/** The highest burst of each kind (batch-peaks.ts). */
const PEAKS: number = SUMS;
/** Kinds of burst: the most requests, bytes out, bytes in, aborts and errors of a bucket, and the longest request. */
export const BURST_KINDS = 6;
/** What folding took off each cost's score (heavy-keys.ts), in the order of `costs`. */
const DEBTS: number = PEAKS + BURST_KINDS;
const STRIDE: number = DEBTS + costs.length;

/** The summaries of all slices side by side. */
export class Summaries {
  #values = new Float64Array(0);

  /** Makes the slice's summary that of no requests. */
  clear(slice: number): void {
    const at = slice * STRIDE;
    if (at >= this.#values.length) {
      const slices = grownLength(this.#values.length / STRIDE, slice + 1);
      this.#values = copiedInto(new Float64Array(slices * STRIDE), this.#values);
    }
    this.#values.fill(0, at, at + STRIDE);
  }

  /** Adds what the slice at `place` of a batch came to, of those SUMS numbers and BURST_KINDS bursts each. */
  addBatch(slice: number, sums: Float64Array, peaks: Float64Array, place: number): void {
    const at = slice * STRIDE;
    const values = this.#values;
    for (let column = 0; column < SUMS; column++)
      add(values, at + column, sums[place * SUMS + column] ?? 0);
    for (let kind = 0; kind < BURST_KINDS; kind++) {
      raise(values, at + PEAKS + kind, peaks[place * BURST_KINDS + kind] ?? 0);
    }
  }

  /** Adds the summary of `slice` in `other` to that of `toSlice`. `other` may be this. */
  merge(toSlice: number, other: Summaries, slice: number): void {
    const at = slice * STRIDE;
    const toAt = toSlice * STRIDE;
    for (let column = 0; column < STRIDE; column++) {
      const value = other.#values[at + column] ?? 0;
      if (column >= PEAKS && column < DEBTS) raise(this.#values, toAt + column, value);
      else add(this.#values, toAt + column, value);
    }
  }

  /** The sum of the cost with this place in `costs`. */
  sum(slice: number, cost: number): number {
    const at = slice * STRIDE;
    const sum = this.#values[at + cost] ?? 0;
    return cost === HELD_KIB_MS ? sum * KIB + (this.#values[at + HELD_REST_MS] ?? 0) : sum;
  }

  /** The highest burst of a kind below `BURST_KINDS`. */
  peak(slice: number, kind: number): number {
    return this.#values[slice * STRIDE + PEAKS + kind] ?? 0;
  }

  /** What is left of a cost's sum after all that `owe` took off; never below 0. */
  score(slice: number, cost: number): number {
    return this.sum(slice, cost) - (this.#values[slice * STRIDE + DEBTS + cost] ?? 0);
  }

  /** Puts the scores of slices side by side. */
  scoresInto(scores: Float64Array, slices: readonly number[], cost: number): void {
    for (let at = 0; at < slices.length; at++) scores[at] = this.score(slices[at] ?? 0, cost);
  }

  /** Takes up to so much off the score of each cost; whether any of it is left. */
  owe(slice: number, amounts: Float64Array): boolean {
    let isLeft = false;
    for (let cost = 0; cost < costs.length; cost++) {
      const score = this.score(slice, cost);
      const taken = Math.min(amounts[cost] ?? 0, score);
      add(this.#values, slice * STRIDE + DEBTS + cost, taken);
      if (this.score(slice, cost) > 0) isLeft = true;
    }
    return isLeft;
  }

  /** Undoes all that `owe` took off. */
  forgive(slice: number): void {
    this.#values.fill(0, slice * STRIDE + DEBTS, (slice + 1) * STRIDE);
  }

  read(slice: number): SliceSummary {
    const at = slice * STRIDE;
    const value = (column: number): number => this.#values[at + column] ?? 0;
    return {
      requests: value(REQUESTS),
      bytesOut: value(SENT),
      bytesIn: value(RECEIVED),
      workerMicroseconds: value(WORKER_MICROS),
      heldByteMs: this.sum(slice, HELD_KIB_MS),
      aborts: value(ABORTED_REQUESTS),
      errors: value(FAILED_REQUESTS),
    };
  }
}
