import type { BatchCells } from './batch-cells.ts';
import { ABORTS, BYTES_IN, BYTES_OUT, CELL_STRIDE, ENDED, ERRORS } from './cell.ts';
import { add, raise } from './columns.ts';
import { BURST_KINDS } from './summary.ts';

/** Kinds that columns of a cell tell. */
const COLUMNS: number = BURST_KINDS - 1;

export interface BurstBuckets {
  /** The batch's cells by slice and time (batch-order.ts). */
  readonly order: Int32Array;
  /** Number since the epoch of the cells' bucket that counts as 0. */
  readonly firstBucket: number;
  /** Buckets of the cells that make one in which bursts are looked for. */
  readonly ratio: number;
}

/**
 * The bursts of each slice of a batch, BURST_KINDS numbers a slice: its highest buckets of the batch's burst rung, which
 * depends on nothing but the batch, whatever its cells are; and its longest request.
 */
export function batchPeaks(cells: BatchCells, { order, ...buckets }: BurstBuckets): Float64Array {
  const { slices, longestUs, end } = cells;
  const peaks = new Float64Array(end * BURST_KINDS);
  const bursts = burstsOf(cells, buckets);
  /** What the slice in hand comes to in the burst bucket in hand. */
  const sums = new Float64Array(COLUMNS);
  let [sliceBefore, burstBefore] = [-1, -1];
  for (let at = 0; at < order.length; at++) {
    const cell = order[at] ?? 0;
    const slice = slices[cell] ?? 0;
    const burst = bursts[cell] ?? 0;
    if (slice !== sliceBefore || burst !== burstBefore) clear(sums);
    sliceBefore = slice;
    burstBefore = burst;
    addCell(sums, cells, cell);
    for (let kind = 0; kind < COLUMNS; kind++) {
      raise(peaks, slice * BURST_KINDS + kind, sums[kind] ?? 0);
    }
  }
  for (let slice = 0; slice < end; slice++) {
    peaks[slice * BURST_KINDS + COLUMNS] = longestUs[slice] ?? 0;
  }
  return peaks;
}

/** The burst bucket of each cell. */
function burstsOf(
  { buckets, size }: BatchCells,
  { firstBucket, ratio }: Omit<BurstBuckets, 'order'>,
): Int32Array {
  const bursts = new Int32Array(size);
  const first = Math.floor(firstBucket / ratio);
  for (let cell = 0; cell < size; cell++) {
    bursts[cell] = Math.floor((firstBucket + (buckets[cell] ?? 0)) / ratio) - first;
  }
  return bursts;
}

function clear(sums: Float64Array): void {
  // A few numbers: a loop is faster than `fill`.
  for (let kind = 0; kind < COLUMNS; kind++) sums[kind] = 0;
}

/** Adds the columns of a cell in the order of the kinds. */
function addCell(sums: Float64Array, { values, hasRare }: BatchCells, cell: number): void {
  const from = cell * CELL_STRIDE;
  add(sums, 0, values[from + ENDED] ?? 0);
  add(sums, 1, values[from + BYTES_OUT] ?? 0);
  if (hasRare[cell] !== 1) return;
  add(sums, 2, values[from + BYTES_IN] ?? 0);
  add(sums, 3, values[from + ABORTS] ?? 0);
  add(sums, 4, values[from + ERRORS] ?? 0);
}
