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
export function batchPeaks(
  { values: cells, slices, buckets, longestUs, size }: BatchCells,
  { end, firstBucket, ratio }: BurstBuckets,
): Float64Array {
  const groups = new Int32Array(size);
  const firstGroup = Math.floor(firstBucket / ratio);
  for (let cell = 0; cell < size; cell++) {
    groups[cell] = Math.floor((firstBucket + (buckets[cell] ?? 0)) / ratio) - firstGroup;
  }
  const numbers = new Int32Array(size);
  const count = pairs.number(slices, groups, size, numbers);
  const sums = new Float64Array(count * COLUMNS);
  for (let cell = 0; cell < size; cell++) {
    const at = (numbers[cell] ?? 0) * COLUMNS;
    for (let kind = 0; kind < COLUMNS; kind++) {
      add(sums, at + kind, cells[cell * CELL_STRIDE + (burstColumns[kind] ?? 0)] ?? 0);
    }
  }
  const peaks = new Float64Array(end * BURST_KINDS);
  for (let number = 0; number < count; number++) {
    const at = (pairs.firsts[number] ?? 0) * BURST_KINDS;
    for (let kind = 0; kind < COLUMNS; kind++) {
      const sum = sums[number * COLUMNS + kind] ?? 0;
      if (sum > (peaks[at + kind] ?? 0)) peaks[at + kind] = sum;
    }
  }
  for (let slice = 0; slice < end; slice++) {
    peaks[slice * BURST_KINDS + COLUMNS] = longestUs[slice] ?? 0;
  }
  return peaks;
}
