import type { CellRun } from './cell-runs.ts';
import type { PackedDistributions } from './distributions.ts';
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
  /** Names by place of their dimension. */
  readonly names: readonly (readonly string[])[];
  /** Of each slice: its grouping, and the places of its names; FOLDED where it is the OTHER of its grouping. */
  readonly groupings: Uint8Array;
  readonly firsts: Int32Array;
  readonly seconds: Int32Array;
  /** What each slice came to: SUMS numbers, and BURST_KINDS bursts (summary.ts). */
  readonly sums: Float64Array;
  readonly peaks: Float64Array;
  readonly cells: CellRun;
  readonly largest: PackedLargest;
  readonly distributions: PackedDistributions;
  readonly folded: readonly FoldedInBatch[];
}

/** What moves to another thread instead of being copied. */
export function transferablesOf(rolled: RolledBatch): ArrayBuffer[] {
  const { cells, largest, distributions } = rolled;
  const columns = [
    rolled.coverage,
    rolled.groupings,
    rolled.firsts,
    rolled.seconds,
    rolled.sums,
    rolled.peaks,
    cells.slices,
    cells.buckets,
    cells.values,
    largest.values,
    largest.slots,
    distributions.slices,
    distributions.chunks,
    distributions.lengths,
    distributions.bins,
    distributions.counts,
  ];
  return columns.map(({ buffer }) => buffer as ArrayBuffer);
}
