import { CELL_STRIDE } from '../../src/rollup/cell.ts';
import { type CellRun, shapeOf, wordsOf, writeCell } from '../../src/rollup/cell-run.ts';

/** Cells side by side: cell `c` is `values[c * CELL_STRIDE, (c + 1) * CELL_STRIDE)`. */
interface OpenCells {
  readonly widthMs: number;
  readonly slices: Int32Array;
  readonly buckets: Uint32Array;
  readonly values: Float64Array;
}

/** The same cells as a run, which shares their slices and buckets. */
export function packRun({ widthMs, slices, buckets, values }: OpenCells): CellRun {
  const shapes = new Uint32Array(slices.length);
  let end = 0;
  for (let cell = 0; cell < shapes.length; cell++) {
    const shape = shapeOf(values, cell * CELL_STRIDE);
    shapes[cell] = shape;
    end += wordsOf(shape);
  }
  const words = new Uint32Array(end);
  let at = 0;
  for (let cell = 0; cell < shapes.length; cell++) {
    at = writeCell(words, at, shapes[cell] ?? 0, values, cell * CELL_STRIDE);
  }
  return { widthMs, slices, buckets, shapes, words };
}
