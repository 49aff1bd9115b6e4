import type { BatchCells } from './batch-cells.ts';
import { CELL_STRIDE, ENDED, RARE_COLUMNS, STARTED } from './cell.ts';
import { add, Workspace } from './columns.ts';

const ALL_TRAFFIC_SLICE = 0;

const room = new Workspace();

/**
 * Gives a slice what all traffic, the batch's first slice, has beyond those that may get cells now and have some. All numbers
 * are whole: what is left is exact.
 */
export function addRest(cells: BatchCells, rest: number): void {
  const left = room.zeros(cells.bucketCount * CELL_STRIDE);
  for (let cell = 0; cells.slices[cell] === ALL_TRAFFIC_SLICE && cell < cells.size; cell++) {
    addCell(left, cells, cell, 1);
  }
  for (let cell = cells.openedAt; cell < cells.size; cell++) addCell(left, cells, cell, -1);
  for (let bucket = 0; bucket < cells.bucketCount; bucket++) {
    const from = bucket * CELL_STRIDE;
    // Each request starts and ends somewhere.
    if (left[from + STARTED] !== 0 || left[from + ENDED] !== 0) {
      writeCell(cells, cells.cellOf(rest, bucket), left, from);
    }
  }
}

function addCell(to: Float64Array, cells: BatchCells, cell: number, sign: 1 | -1): void {
  const at = (cells.buckets[cell] ?? 0) * CELL_STRIDE;
  const from = cell * CELL_STRIDE;
  for (let column = 0; column < CELL_STRIDE; column++) {
    add(to, at + column, sign * (cells.values[from + column] ?? 0));
  }
}

function writeCell(cells: BatchCells, cell: number, left: Float64Array, from: number): void {
  for (let column = 0; column < CELL_STRIDE; column++) {
    const value = left[from + column] ?? 0;
    cells.values[cell * CELL_STRIDE + column] = value;
    if (column >= RARE_COLUMNS && value !== 0) cells.hasRare[cell] = 1;
  }
}
