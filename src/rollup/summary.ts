import { add, copiedInto, grownLength } from './columns.ts';
import { costs } from './cost.ts';
import { KIB, type Observation } from './observation.ts';

/** What a slice spent over the whole log, summed over the requests that carry the fact. */
export interface SliceSummary {
  readonly requests: number;
  /** Requests whose duration is known, that say what was sent, that say what was received. */
  readonly timed: number;
  readonly sized: number;
  readonly received: number;
  readonly bytesOut: number;
  readonly bytesIn: number;
  /** Time in flight, summed over requests. */
  readonly workerMicroseconds: number;
  /** Bytes times milliseconds in flight. */
  readonly heldByteMs: number;
  readonly aborts: number;
  readonly errors: number;
  /** Epoch milliseconds UTC, with fractions to the microsecond. Absent when there are no requests. */
  readonly firstStartMs: number | undefined;
  readonly lastStartMs: number | undefined;
  readonly firstEndMs: number | undefined;
  readonly lastEndMs: number | undefined;
  /** Of one request; absent when no request carries it. */
  readonly maxDurationMs: number | undefined;
  readonly maxBytes: number | undefined;
}

/** Columns: first one sum for each cost, in the order of `costs`. */
const REQUESTS = 0;
const BYTES_OUT = 1;
const BYTES_IN = 2;
const WORKER_MICROS = 3;
const HELD_KIB_MS = 4;
const ABORTS = 5;
const ERRORS = 6;
/** Requests that carry the fact. */
const TIMED = 7;
const SIZED = 8;
const RECEIVED = 9;
/** Byte-milliseconds of the bytes beyond whole KiB; with those of `HELD_KIB_MS` the held bytes. */
const HELD_REST = 10;
const SUMS = 11;
/**
 * Times in epoch microseconds and the greatest of a request. Firsts are kept negated, so that all of
 * these are maxima; minus infinity stands for none.
 */
const FIRST_START = 11;
const LAST_START = 12;
const FIRST_END = 13;
const LAST_END = 14;
const MAX_DURATION = 15;
const MAX_BYTES = 16;
/** What folding took off each cost's score (heavy-keys.ts), in the order of `costs`. */
const DEBTS = 17;
const STRIDE = DEBTS + costs.length;

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
    const values = this.#values;
    for (let column = 0; column < STRIDE; column++) {
      const isMaximum = column >= SUMS && column < DEBTS;
      values[at + column] = isMaximum ? Number.NEGATIVE_INFINITY : 0;
    }
  }

  observe(slice: number, observed: Observation): void {
    const at = slice * STRIDE;
    const values = this.#values;
    add(values, at + REQUESTS, 1);
    add(values, at + BYTES_OUT, observed.bytesOut);
    add(values, at + BYTES_IN, observed.bytesIn);
    add(values, at + WORKER_MICROS, observed.durationUs);
    const kib = Math.floor(observed.bytesOut / KIB);
    add(values, at + HELD_KIB_MS, kib * observed.durationMs);
    add(values, at + HELD_REST, (observed.bytesOut - kib * KIB) * observed.durationMs);
    add(values, at + ABORTS, observed.aborted);
    add(values, at + ERRORS, observed.failed);
    add(values, at + TIMED, observed.timed);
    add(values, at + SIZED, observed.sized);
    add(values, at + RECEIVED, observed.received);
    raise(values, at + FIRST_START, -observed.startUs);
    raise(values, at + LAST_START, observed.startUs);
    raise(values, at + FIRST_END, -observed.endUs);
    raise(values, at + LAST_END, observed.endUs);
    if (observed.timed === 1) raise(values, at + MAX_DURATION, observed.durationUs);
    if (observed.sized === 1) raise(values, at + MAX_BYTES, observed.bytesOut);
  }

  /** Adds the summary of `slice` in `other` to that of `toSlice`. `other` may be this. */
  merge(toSlice: number, other: Summaries, slice: number): void {
    const at = slice * STRIDE;
    const toAt = toSlice * STRIDE;
    for (let column = 0; column < STRIDE; column++) {
      const value = other.#values[at + column] ?? 0;
      const isMaximum = column >= SUMS && column < DEBTS;
      if (isMaximum) raise(this.#values, toAt + column, value);
      else add(this.#values, toAt + column, value);
    }
  }

  /** The sum of the cost with this place in `costs`. */
  sum(slice: number, cost: number): number {
    const at = slice * STRIDE;
    const sum = this.#values[at + cost] ?? 0;
    return cost === HELD_KIB_MS ? sum * KIB + (this.#values[at + HELD_REST] ?? 0) : sum;
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

  maxDurationUs(slice: number): number {
    return this.#values[slice * STRIDE + MAX_DURATION] ?? 0;
  }

  /** First start and last end in epoch microseconds; infinities (above, below) without requests. */
  firstStartUs(slice: number): number {
    return -(this.#values[slice * STRIDE + FIRST_START] ?? 0);
  }

  lastEndUs(slice: number): number {
    return this.#values[slice * STRIDE + LAST_END] ?? 0;
  }

  read(slice: number): SliceSummary {
    const at = slice * STRIDE;
    const value = (column: number): number => this.#values[at + column] ?? 0;
    const scaled = (column: number, divisor: number): number | undefined =>
      Number.isFinite(value(column)) ? value(column) / divisor : undefined;
    return {
      requests: value(REQUESTS),
      timed: value(TIMED),
      sized: value(SIZED),
      received: value(RECEIVED),
      bytesOut: value(BYTES_OUT),
      bytesIn: value(BYTES_IN),
      workerMicroseconds: value(WORKER_MICROS),
      heldByteMs: this.sum(slice, HELD_KIB_MS),
      aborts: value(ABORTS),
      errors: value(ERRORS),
      firstStartMs: scaled(FIRST_START, -1000),
      lastStartMs: scaled(LAST_START, 1000),
      firstEndMs: scaled(FIRST_END, -1000),
      lastEndMs: scaled(LAST_END, 1000),
      maxDurationMs: scaled(MAX_DURATION, 1000),
      maxBytes: scaled(MAX_BYTES, 1),
    };
  }
}

function raise(values: Float64Array, at: number, value: number): void {
  if (value > (values[at] ?? 0)) values[at] = value;
}
