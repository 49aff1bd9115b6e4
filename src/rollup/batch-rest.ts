import type { BatchCells } from './batch-cells.ts';
import { CELL_STRIDE, ENDED, RARE_COLUMNS, STARTED } from './cell.ts';
import { add } from './columns.ts';

/**
 * What all traffic of a batch has beyond some slices of it. Of many clients nearly all are light: what is left is theirs, without
 * looking at their requests one by one. All numbers are whole, and so it is exact.
 */
export class BatchRest {
  #all: Float64Array = new Float64Array(0);
  #left: Float64Array = new Float64Array(0);

  /** Takes the cells of all traffic. */
  takeAll(cells: BatchCells): void {
    const length = cells.bucketCount * CELL_STRIDE;
    this.#all = new Float64Array(length);
    if (length > this.#left.length) this.#left = new Float64Array(length);
    addCells(this.#all, cells, 1);
  }

  /** Makes cells of a slice that has none of what is left by those that have some. */
  addTo(cells: BatchCells, rest: number): void {
    const left = this.#left;
    left.set(this.#all);
    addCells(left, cells, -1);
    for (let bucket = 0; bucket < cells.bucketCount; bucket++) {
      const from = bucket * CELL_STRIDE;
      // Each request starts and ends somewhere.
      if (left[from + STARTED] !== 0 || left[from + ENDED] !== 0) {
        writeCell(cells, cells.cellOf(rest, bucket), left, from);
      }
    }
  }
}

function addCells(
  to: Float64Array,
  { values, buckets, hasRare, size }: BatchCells,
  sign: 1 | -1,
): void {
  for (let cell = 0; cell < size; cell++) {
    const at = (buckets[cell] ?? 0) * CELL_STRIDE;
    const from = cell * CELL_STRIDE;
    const columns = hasRare[cell] === 1 ? CELL_STRIDE : RARE_COLUMNS;
    for (let column = 0; column < columns; column++) {
      add(to, at + column, sign * (values[from + column] ?? 0));
    }
  }
}

function writeCell(cells: BatchCells, cell: number, left: Float64Array, from: number): void {
  for (let column = 0; column < CELL_STRIDE; column++) {
    const value = left[from + column] ?? 0;
    cells.values[cell * CELL_STRIDE + column] = value;
    if (column >= RARE_COLUMNS && value !== 0) cells.hasRare[cell] = 1;
  }
}
