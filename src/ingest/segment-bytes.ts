/**
 * Logs are read in segments: each multiple of this many bytes of the inflated log ends one, and a line belongs to the
 * segment that its first byte lies in. However many threads read them, and however the log is cut into files, segments are
 * the same, and what is made of each is. Large enough that little is lost at their ends, small enough to be held by all
 * threads at once.
 */
export const SEGMENT_BYTES: number = 8 * 1024 * 1024;

/** The offset at which the segment begins that a byte of the log lies in. */
export function segmentBegin(offset: number, segmentBytes: number = SEGMENT_BYTES): number {
  return segmentEnd(offset, segmentBytes) - segmentBytes;
}

/** The offset at which the segment ends that a byte of the log lies in. */
export function segmentEnd(offset: number, segmentBytes: number = SEGMENT_BYTES): number {
  return (Math.floor(offset / segmentBytes) + 1) * segmentBytes;
}
