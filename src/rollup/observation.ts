import { RANGE_END_MS } from './grid.ts';
import { MAX_REQUEST_BYTES } from './limits.ts';
import type { Request } from './request.ts';

/**
 * The numbers of one request as whole numbers, so that sums do not depend on the order of adding. Facts
 * that may be absent have a count beside them, 1 when known, and are 0 when absent. One object serves
 * all requests; it is valid until the next `take`.
 */
export class Observation {
  /** Epoch microseconds UTC, start not after end. */
  startUs = 0;
  endUs = 0;
  /** 0 when the duration is not known. */
  durationUs = 0;
  /** Whole milliseconds that have passed between start and end; 0 when not known. */
  durationMs = 0;
  timed = 0;
  bytesOut = 0;
  sized = 0;
  bytesIn = 0;
  received = 0;
  aborted = 0;
  failed = 0;
  source = 0;
  offset = 0;

  /**
   * Takes the numbers of a request. A start after its end is taken as equal to it, a byte count that is
   * not between 0 and 1 PiB as absent. False when a time lies outside the range of the rollup.
   */
  take(request: Request): boolean {
    const { startMs, endMs } = request;
    const inRange = startMs >= 0 && endMs >= 0 && startMs < RANGE_END_MS && endMs < RANGE_END_MS;
    if (!inRange) return false;
    this.endUs = Math.min(Math.round(endMs * 1000), RANGE_END_MS * 1000 - 1);
    this.startUs = Math.min(Math.round(startMs * 1000), this.endUs);
    this.timed = request.durationKnown ? 1 : 0;
    this.durationUs = this.timed * (this.endUs - this.startUs);
    this.durationMs = this.timed * (wholeMs(this.endUs) - wholeMs(this.startUs));
    this.sized = isByteCount(request.bytesOut) ? 1 : 0;
    this.bytesOut = this.sized === 1 ? Math.round(request.bytesOut ?? 0) : 0;
    this.received = isByteCount(request.bytesIn) ? 1 : 0;
    this.bytesIn = this.received === 1 ? Math.round(request.bytesIn ?? 0) : 0;
    this.aborted = request.aborted ? 1 : 0;
    this.failed = request.failed ? 1 : 0;
    this.source = request.source;
    this.offset = request.offset;
    return true;
  }
}

export const KIB = 1024;

/** Whole milliseconds at a time in microseconds: never in a later bucket than the time itself. */
export function wholeMs(timeUs: number): number {
  return Math.floor(timeUs / 1000);
}

function isByteCount(bytes: number | undefined): boolean {
  return bytes !== undefined && bytes >= 0 && bytes <= MAX_REQUEST_BYTES;
}
