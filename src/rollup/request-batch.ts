import { copiedInto } from './columns.ts';
import { dimensions } from './dimension.ts';
import type { KeyNames } from './key-names.ts';

/** Bits of `RequestBatch.flags`. TIMED: start and end are two facts. */
export const TIMED = 1;
export const ABORTED = 2;
/** A status of 500 or above. */
export const FAILED = 4;

/** In a column of bytes: not logged. */
export const NO_BYTES = -1;
/** In a column of keys: the request has no such dimension. */
export const NO_KEY = -1;

const FIRST_CAPACITY = 16_384;

/**
 * Requests side by side, as a scanner fills them in and a rollup takes them: columns of numbers, of which the first
 * `length` places count. What is written must be what `Observation.take` makes of a request: whole microseconds since
 * the epoch between 0 and `RANGE_END_MS`, no start after its end, start and end alike where the request is not TIMED;
 * whole bytes up to `MAX_REQUEST_BYTES`, or `NO_BYTES`.
 */
export class RequestBatch {
  length = 0;
  startUs: Float64Array = new Float64Array(FIRST_CAPACITY);
  endUs: Float64Array = new Float64Array(FIRST_CAPACITY);
  bytesOut: Float64Array = new Float64Array(FIRST_CAPACITY);
  bytesIn: Float64Array = new Float64Array(FIRST_CAPACITY);
  flags: Uint8Array = new Uint8Array(FIRST_CAPACITY);
  /** Which input the line stands in, and at which byte of it. */
  sources: Int32Array = new Int32Array(FIRST_CAPACITY);
  offsets: Float64Array = new Float64Array(FIRST_CAPACITY);
  /** By place in `dimensions`: a key of `names`, or `NO_KEY`. */
  readonly keys: Int32Array[] = dimensions.map(() => new Int32Array(FIRST_CAPACITY));
  /** By place in `dimensions`. */
  readonly names: readonly KeyNames[];
  /** Requests that were left out since their time lies outside 1970 to 2106. */
  outOfRange = 0;

  constructor(names: readonly KeyNames[]) {
    this.names = names;
  }

  get capacity(): number {
    return this.startUs.length;
  }

  /** Makes room for twice as many requests; the columns are others then. */
  grow(): void {
    const capacity = 2 * this.capacity;
    this.startUs = copiedInto(new Float64Array(capacity), this.startUs);
    this.endUs = copiedInto(new Float64Array(capacity), this.endUs);
    this.bytesOut = copiedInto(new Float64Array(capacity), this.bytesOut);
    this.bytesIn = copiedInto(new Float64Array(capacity), this.bytesIn);
    this.flags = copiedInto(new Uint8Array(capacity), this.flags);
    this.sources = copiedInto(new Int32Array(capacity), this.sources);
    this.offsets = copiedInto(new Float64Array(capacity), this.offsets);
    this.keys.forEach((column, place) => {
      this.keys[place] = copiedInto(new Int32Array(capacity), column);
    });
  }

  /** Makes it empty; the columns stay as large as they are. */
  clear(): void {
    this.length = 0;
    this.outOfRange = 0;
  }
}
