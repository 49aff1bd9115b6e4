import { add } from './columns.ts';
import { KIB } from './observation.ts';

/**
 * The columns of a cell: one slice in one bucket. All are whole numbers, and exact while below 2^53.
 *
 * An occupancy (requests in flight, bytes held) is what a weight adds up to over time. A request of
 * weight w over [a, z) adds w to `step` and -w x (a - bucket start) to `offset` where it starts, and
 * -w and w x (z - bucket start) where it ends. With P the running sum of `step` up to and including
 * a bucket, the integral over that bucket is P x width + offset: exact, and two cells a request
 * whatever its duration.
 */
export const STARTED = 0;
/** This and what follows belongs to the bucket in which the request ended, but for the occupancies. */
export const ENDED = 1;
export const BYTES_OUT = 2;
/** Worker-microseconds. */
export const IN_FLIGHT_OFFSET = 3;
/**
 * Byte-milliseconds in two parts, since 5 GB over half an hour are above 2^53: whole KiB of each response (KiB-milliseconds),
 * and the bytes beyond them (byte-milliseconds). In buckets of up to a day they are exact for 100 GB held all day; in wider
 * ones the last digits may be rounded.
 */
export const HELD_OFFSET_KIB = 4;
export const HELD_OFFSET_REST = 5;
/** From here on columns are 0 in most cells. */
export const RARE_COLUMNS = 6;
/** Requests, and bytes. */
export const IN_FLIGHT_STEP = 6;
export const HELD_STEP = 7;
export const BYTES_IN = 8;
export const ABORTS = 9;
export const ERRORS = 10;
export const CELL_STRIDE = 11;

/** Adds bytes x milliseconds to the offset of the cell at `at`. */
function addHeld(values: Float64Array, at: number, bytes: number, milliseconds: number): void {
  const kib = Math.floor(bytes / KIB);
  add(values, at + HELD_OFFSET_KIB, kib * milliseconds);
  add(values, at + HELD_OFFSET_REST, (bytes - kib * KIB) * milliseconds);
}

/** Where the numbers of a coarse cell stand, and how long after its beginning the fine one begins. */
export interface Delay {
  readonly values: Float64Array;
  readonly at: number;
  readonly byMs: number;
}

/**
 * Takes off the offsets of a coarse cell what the steps of a fine one would add before they take effect: a step j fine
 * buckets after the coarse one begins adds less step x j x width, which is what the same requests give when observed at
 * the coarse width.
 */
export function delaySteps(from: Float64Array, fromAt: number, { values, at, byMs }: Delay): void {
  const inFlightStep = from[fromAt + IN_FLIGHT_STEP] ?? 0;
  const heldStep = from[fromAt + HELD_STEP] ?? 0;
  if (byMs === 0 || (inFlightStep === 0 && heldStep === 0)) return;
  add(values, at + IN_FLIGHT_OFFSET, -inFlightStep * byMs * 1000);
  addHeld(values, at, heldStep, -byMs);
}
