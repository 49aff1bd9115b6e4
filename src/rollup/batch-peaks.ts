import { BatchPairs } from './batch-keys.ts';
import { ABORTS, BYTES_IN, BYTES_OUT, CELL_STRIDE, ENDED, ERRORS } from './cell.ts';
import { add } from './columns.ts';
import { widthMsAt } from './grid.ts';
import type { RolledBatch } from './rolled-batch.ts';
import { BURST_KINDS } from './summary.ts';

/** Columns of a cell that tell a burst, in the order of the kinds. */
const burstColumns = [ENDED, BYTES_OUT, BYTES_IN, ABORTS, ERRORS] as const;
const COLUMNS = burstColumns.length;

const pairs = new BatchPairs();

/**
 * The bursts of each slice of a batch, BURST_KINDS numbers a slice: its highest buckets of the batch's burst rung, which
 * depends on nothing but the batch, whatever its cells are; and its longest request.
 */
export function batchPeaks(rolled: RolledBatch, burstRung: number): Float64Array {
  const { cells, cellSlices, cellBuckets, firstBucket, widthMs, longestUs } = rolled;
  const ratio = Math.max(1, widthMsAt(burstRung) / widthMs);
  const groups = cellBuckets.map((bucket) => {
    return Math.floor((firstBucket + bucket) / ratio) - Math.floor(firstBucket / ratio);
  });
  const numbers = new Int32Array(cellSlices.length);
  const count = pairs.number(cellSlices, groups, cellSlices.length, numbers);
  const sums = new Float64Array(count * COLUMNS);
  for (let cell = 0; cell < numbers.length; cell++) {
    const at = (numbers[cell] ?? 0) * COLUMNS;
    for (let kind = 0; kind < COLUMNS; kind++) {
      add(sums, at + kind, cells[cell * CELL_STRIDE + (burstColumns[kind] ?? 0)] ?? 0);
    }
  }
  const peaks = new Float64Array(longestUs.length * BURST_KINDS);
  for (let number = 0; number < count; number++) {
    const at = (pairs.firsts[number] ?? 0) * BURST_KINDS;
    for (let kind = 0; kind < COLUMNS; kind++) {
      const sum = sums[number * COLUMNS + kind] ?? 0;
      if (sum > (peaks[at + kind] ?? 0)) peaks[at + kind] = sum;
    }
  }
  longestUs.forEach((longest, slice) => {
    peaks[slice * BURST_KINDS + COLUMNS] = longest;
  });
  return peaks;
}
