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
  startUs: Float64Array;
  endUs: Float64Array;
  bytesOut: Float64Array;
  bytesIn: Float64Array;
  flags: Uint8Array;
  /** Which input the line stands in, and at which byte of it. */
  sources: Int32Array;
  offsets: Float64Array;
  /** By place in `dimensions`: a key of `names`, or `NO_KEY`. */
  readonly keys: Int32Array[];
  /** By place in `dimensions`. */
  readonly names: readonly KeyNames[];
  /** Requests that were left out since their time lies outside 1970 to 2106. */
  outOfRange = 0;

  constructor(names: readonly KeyNames[], capacity: number = FIRST_CAPACITY) {
    this.names = names;
    this.startUs = new Float64Array(capacity);
    this.endUs = new Float64Array(capacity);
    this.bytesOut = new Float64Array(capacity);
    this.bytesIn = new Float64Array(capacity);
    this.flags = new Uint8Array(capacity);
    this.sources = new Int32Array(capacity);
    this.offsets = new Float64Array(capacity);
    this.keys = dimensions.map(() => new Int32Array(capacity));
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

  /** The requests that came since it had so many, as they stand in its columns until those change. */
  since({ length, outOfRange }: Pick<RequestBatch, 'length' | 'outOfRange'>): RequestBatch {
    if (length === 0 && outOfRange === 0) return this;
    const part = new RequestBatch(this.names, 0);
    part.length = this.length - length;
    part.outOfRange = this.outOfRange - outOfRange;
    part.startUs = this.startUs.subarray(length);
    part.endUs = this.endUs.subarray(length);
    part.bytesOut = this.bytesOut.subarray(length);
    part.bytesIn = this.bytesIn.subarray(length);
    part.flags = this.flags.subarray(length);
    part.sources = this.sources.subarray(length);
    part.offsets = this.offsets.subarray(length);
    this.keys.forEach((column, place) => {
      part.keys[place] = column.subarray(length);
    });
    return part;
  }

  /** Makes it empty; the columns stay as large as they are. */
  clear(): void {
    this.length = 0;
    this.outOfRange = 0;
  }
}
