import type { BatchCells } from './batch-cells.ts';
import { BatchPairs } from './batch-keys.ts';
import { ABORTS, BYTES_IN, BYTES_OUT, CELL_STRIDE, ENDED, ERRORS } from './cell.ts';
import { add } from './columns.ts';
import { BURST_KINDS } from './summary.ts';

/** Columns of a cell that tell a burst, in the order of the kinds. */
const burstColumns = [ENDED, BYTES_OUT, BYTES_IN, ABORTS, ERRORS] as const;
const COLUMNS = burstColumns.length;

const pairs = new BatchPairs();

export interface BurstBuckets {
  /** Every slice is below this. */
  readonly end: number;
  /** Number since the epoch of the cells' bucket that counts as 0. */
  readonly firstBucket: number;
  /** Buckets of the cells that make one in which bursts are looked for. */
  readonly ratio: number;
}

/**
 * The bursts of each slice of a batch, BURST_KINDS numbers a slice: its highest buckets of the batch's burst rung, which
 * depends on nothing but the batch, whatever its cells are; and its longest request.
 */
export function batchPeaks(cells: BatchCells, { end, ...buckets }: BurstBuckets): Float64Array {
  const groups = groupsOf(cells, buckets);
  const numbers = new Int32Array(cells.size);
  const count = pairs.number(cells.slices, groups, cells.size, numbers);
  const sums = new Float64Array(count * COLUMNS);
  for (let cell = 0; cell < cells.size; cell++) {
    const at = (numbers[cell] ?? 0) * COLUMNS;
    for (let kind = 0; kind < COLUMNS; kind++) {
      add(sums, at + kind, cells.values[cell * CELL_STRIDE + (burstColumns[kind] ?? 0)] ?? 0);
    }
  }
  const peaks = new Float64Array(end * BURST_KINDS);
  for (let at = 0; at < sums.length; at++) {
    const number = Math.floor(at / COLUMNS);
    const peak = (pairs.firsts[number] ?? 0) * BURST_KINDS + at - number * COLUMNS;
    peaks[peak] = Math.max(peaks[peak] ?? 0, sums[at] ?? 0);
  }
  for (let slice = 0; slice < end; slice++) {
    peaks[slice * BURST_KINDS + COLUMNS] = cells.longestUs[slice] ?? 0;
  }
  return peaks;
}

/** The burst bucket of each cell, counted from the first. */
function groupsOf(
  { buckets, size }: BatchCells,
  { firstBucket, ratio }: Omit<BurstBuckets, 'end'>,
): Int32Array {
  const groups = new Int32Array(size);
  const first = Math.floor(firstBucket / ratio);
  for (let cell = 0; cell < size; cell++) {
    groups[cell] = Math.floor((firstBucket + (buckets[cell] ?? 0)) / ratio) - first;
  }
  return groups;
}
