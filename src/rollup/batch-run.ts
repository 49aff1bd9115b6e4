import type { BatchCells } from './batch-cells.ts';
import { CELL_STRIDE, RARE_COLUMNS } from './cell.ts';
import { type CellRun, shapeOf, writeCell } from './cell-run.ts';

/** Words that a cell takes at most. */
const MOST_WORDS: number = 2 * CELL_STRIDE;

/** Where the words of a batch are written to at first: how many there are is known at the end. */
let room = new Uint32Array(0);

export interface RunOrder {
  /** The batch's cells by slice and time (batch-order.ts). */
  readonly order: Int32Array;
  /** Number since the epoch of the bucket that counts as 0. */
  readonly firstBucket: number;
  readonly widthMs: number;
}

/** The cells of a batch as plain data. */
export function batchRun(
  { values, slices: ofCells, buckets: bucketOf, hasRare }: BatchCells,
  { order, firstBucket, widthMs }: RunOrder,
): CellRun {
  const slices = new Int32Array(order.length);
  const buckets = new Uint32Array(order.length);
  const shapes = new Uint32Array(order.length);
  if (room.length < MOST_WORDS * order.length) room = new Uint32Array(MOST_WORDS * order.length);
  let end = 0;
  for (let at = 0; at < order.length; at++) {
    const cell = order[at] ?? 0;
    const from = cell * CELL_STRIDE;
    const shape = shapeOf(values, from, hasRare[cell] === 1 ? CELL_STRIDE : RARE_COLUMNS);
    slices[at] = ofCells[cell] ?? 0;
    buckets[at] = firstBucket + (bucketOf[cell] ?? 0);
    shapes[at] = shape;
    end = writeCell(room, end, shape, values, from);
  }
  return { widthMs, slices, buckets, shapes, words: room.slice(0, end) };
}
