import type { BatchCells } from './batch-cells.ts';
import type { BatchOrder } from './batch-order.ts';
import { ABORTS, BYTES_IN, BYTES_OUT, CELL_STRIDE, ENDED, ERRORS } from './cell.ts';
import { add, raise } from './columns.ts';
import { BURST_KINDS } from './summary.ts';

/** Kinds that columns of a cell tell. */
const COLUMNS: number = BURST_KINDS - 1;

/** What a slice comes to in the burst bucket in hand. */
const sums = new Float64Array(COLUMNS);

export interface BurstBuckets {
  /** Number since the epoch of the cells' bucket that counts as 0. */
  readonly firstBucket: number;
  /** Buckets of the cells that make one in which bursts are looked for. */
  readonly ratio: number;
}

/**
 * Puts the bursts of slices of a batch into BURST_KINDS numbers a slice: its highest buckets of the batch's burst rung, which
 * depends on nothing but the batch, whatever its cells are; and its longest request.
 */
export function raisePeaks(
  peaks: Float64Array,
  cells: BatchCells,
  order: BatchOrder,
  { firstBucket, ratio }: BurstBuckets,
): void {
  const { slices, buckets, size, from, end, longestUs } = cells;
  let sliceBefore = -1;
  let burstBefore = -1;
  for (let at = 0; at < size; at++) {
    const cell = order.cells[at] ?? 0;
    const slice = slices[cell] ?? 0;
    const bucket = firstBucket + (buckets[cell] ?? 0);
    const burst = ratio === 1 ? bucket : Math.floor(bucket / ratio);
    if (slice !== sliceBefore || burst !== burstBefore) clear();
    sliceBefore = slice;
    burstBefore = burst;
    addCell(cells, cell);
    raiseKinds(peaks, slice * BURST_KINDS);
  }
  for (let slice = from; slice < end; slice++) {
    peaks[slice * BURST_KINDS + COLUMNS] = longestUs[slice - from] ?? 0;
  }
}

function raiseKinds(peaks: Float64Array, at: number): void {
  for (let kind = 0; kind < COLUMNS; kind++) raise(peaks, at + kind, sums[kind] ?? 0);
}

function clear(): void {
  // A few numbers: a loop is faster than `fill`.
  for (let kind = 0; kind < COLUMNS; kind++) sums[kind] = 0;
}

/** Adds the columns of a cell in the order of the kinds. */
function addCell({ values, hasRare }: BatchCells, cell: number): void {
  const from = cell * CELL_STRIDE;
  add(sums, 0, values[from + ENDED] ?? 0);
  add(sums, 1, values[from + BYTES_OUT] ?? 0);
  if (hasRare[cell] !== 1) return;
  add(sums, 2, values[from + BYTES_IN] ?? 0);
  add(sums, 3, values[from + ABORTS] ?? 0);
  add(sums, 4, values[from + ERRORS] ?? 0);
}
