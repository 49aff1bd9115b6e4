import type { PackedDurations } from './durations.ts';
import type { PackedLargest } from './largest.ts';

/** A grouping of a batch of which keys were folded. */
export interface FoldedInBatch {
  readonly grouping: number;
  readonly folded: number;
  /** The most of each cost that a folded key had, in the order of `costs`. */
  readonly missing: Float64Array;
}

/** What a batch of requests came to: plain data, so that one thread can give it to another. */
export interface RolledBatch {
  readonly outOfRange: number;
  readonly coverage: Float64Array;
  readonly widthMs: number;
  /** Number since the epoch of the bucket that counts as 0. */
  readonly firstBucket: number;
  /** Names by place of their dimension. */
  readonly names: readonly (readonly string[])[];
  /** Of each slice: its grouping, and the places of its names; FOLDED where it is the OTHER of its grouping. */
  readonly groupings: Uint8Array;
  readonly firsts: Int32Array;
  readonly seconds: Int32Array;
  readonly longestUs: Float64Array;
  /** Of each cell: its slice, its bucket, and its numbers (cell.ts). */
  readonly cellSlices: Int32Array;
  readonly cellBuckets: Int32Array;
  readonly cells: Float64Array;
  readonly largest: PackedLargest;
  readonly durations: PackedDurations;
  readonly folded: readonly FoldedInBatch[];
}

/** What moves to another thread instead of being copied. */
export function transferablesOf(rolled: RolledBatch): ArrayBuffer[] {
  const { largest, durations } = rolled;
  const columns = [
    rolled.coverage,
    rolled.groupings,
    rolled.firsts,
    rolled.seconds,
    rolled.longestUs,
    rolled.cellSlices,
    rolled.cellBuckets,
    rolled.cells,
    largest.values,
    largest.slots,
    durations.slices,
    durations.chunks,
    durations.counts,
  ];
  return columns.map(({ buffer }) => buffer as ArrayBuffer);
}
