import type { Coverage } from './coverage.ts';
import { KIB } from './observation.ts';
import { ABORTED, FAILED, type RequestBatch, TIMED } from './request-batch.ts';

/** Bits of `BatchLines.rare`: what most requests have nothing of. */
export const RARE_BYTES_IN = 1;
export const RARE_ABORT = 2;
export const RARE_ERROR = 4;
/** Starts in another bucket than it ends. */
export const RARE_SPAN = 8;

const MOST_LINES = 1024;

/** What all groupings add of the requests of a batch, worked out once: the batch's columns by buckets. */
export class BatchLines {
  length = 0;
  /** Epoch microseconds; infinite (above, below) without requests. */
  firstStartUs: number = Number.POSITIVE_INFINITY;
  lastEndUs: number = Number.NEGATIVE_INFINITY;
  /** Width of the buckets, and the number since the epoch of the one that counts as 0. */
  widthMs = 0;
  firstBucket = 0;
  /** Every bucket is below this. */
  bucketCount = 0;
  startBuckets: Int32Array = new Int32Array(MOST_LINES);
  endBuckets: Int32Array = new Int32Array(MOST_LINES);
  /** 0 where the duration is not known, as the two that follow. */
  durationsUs: Float64Array = new Float64Array(MOST_LINES);
  /** Whole KiB times milliseconds, and the bytes beyond them times milliseconds. */
  heldKib: Float64Array = new Float64Array(MOST_LINES);
  heldRest: Float64Array = new Float64Array(MOST_LINES);
  /** 0 where not known. */
  bytesOut: Float64Array = new Float64Array(MOST_LINES);
  rare: Uint8Array = new Uint8Array(MOST_LINES);
  /** One that took longest. */
  #longest = 0;

  /** Takes the requests of a batch, which cover so much, in buckets of `widthMs`. */
  read(batch: RequestBatch, { firstStartUs, lastEndUs }: Coverage, widthMs: number): void {
    this.#makeRoom(batch.length);
    this.length = batch.length;
    this.widthMs = widthMs;
    this.firstStartUs = firstStartUs;
    this.lastEndUs = lastEndUs;
    this.firstBucket = batch.length === 0 ? 0 : Math.floor(firstStartUs / (widthMs * 1000));
    const lastBucket = batch.length === 0 ? -1 : Math.floor(lastEndUs / (widthMs * 1000));
    this.bucketCount = lastBucket - this.firstBucket + 1;
    this.#readBuckets(batch);
    this.#readAmounts(batch);
  }

  /** The longest duration of the requests that are in a slice, by the slice of each. */
  longestIn(sliceOf: Int32Array, slice: number): number {
    const { durationsUs, length } = this;
    if (sliceOf[this.#longest] === slice) return durationsUs[this.#longest] ?? 0;
    let longest = 0;
    for (let i = 0; i < length; i++) {
      if (sliceOf[i] === slice) longest = Math.max(longest, durationsUs[i] ?? 0);
    }
    return longest;
  }

  #makeRoom(length: number): void {
    if (length <= this.rare.length) return;
    this.startBuckets = new Int32Array(length);
    this.endBuckets = new Int32Array(length);
    this.durationsUs = new Float64Array(length);
    this.heldKib = new Float64Array(length);
    this.heldRest = new Float64Array(length);
    this.bytesOut = new Float64Array(length);
    this.rare = new Uint8Array(length);
  }

  #readBuckets({ startUs, endUs, length }: RequestBatch): void {
    const { startBuckets, endBuckets, rare, firstBucket } = this;
    const perUs = this.widthMs * 1000;
    // The bucket before is mostly this one's: a division is saved.
    let bucket = 0;
    let fromUs = Number.POSITIVE_INFINITY;
    let toUs = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < length; i++) {
      const end = endUs[i] ?? 0;
      if (end < fromUs || end >= toUs) {
        const number = Math.floor(end / perUs);
        bucket = number - firstBucket;
        fromUs = number * perUs;
        toUs = fromUs + perUs;
      }
      endBuckets[i] = bucket;
      const start = startUs[i] ?? 0;
      const isWithin = start >= fromUs;
      startBuckets[i] = isWithin ? bucket : Math.floor(start / perUs) - firstBucket;
      rare[i] = isWithin ? 0 : RARE_SPAN;
    }
  }

  #readAmounts({ startUs, endUs, bytesOut, bytesIn, flags, length }: RequestBatch): void {
    const { durationsUs, heldKib, heldRest, rare } = this;
    const amounts = this.bytesOut;
    let longestUs = -1;
    for (let i = 0; i < length; i++) {
      const flag = flags[i] ?? 0;
      const bytes = Math.max(0, bytesOut[i] ?? 0);
      const start = startUs[i] ?? 0;
      const end = endUs[i] ?? 0;
      const isTimed = (flag & TIMED) !== 0;
      const durationMs = isTimed ? Math.floor(end / 1000) - Math.floor(start / 1000) : 0;
      const kib = Math.floor(bytes / KIB);
      amounts[i] = bytes;
      const durationUs = isTimed ? end - start : 0;
      durationsUs[i] = durationUs;
      if (durationUs > longestUs) {
        longestUs = durationUs;
        this.#longest = i;
      }
      heldKib[i] = kib * durationMs;
      heldRest[i] = (bytes - kib * KIB) * durationMs;
      rare[i] = (rare[i] ?? 0) | rareOf(flag, bytesIn[i] ?? 0);
    }
  }
}

function rareOf(flag: number, bytesIn: number): number {
  const received = bytesIn > 0 ? RARE_BYTES_IN : 0;
  const aborted = (flag & ABORTED) === 0 ? 0 : RARE_ABORT;
  return received | aborted | ((flag & FAILED) === 0 ? 0 : RARE_ERROR);
}
