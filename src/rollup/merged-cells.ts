import { CELL_STRIDE } from './cell.ts';
import { type CellRun, readCell, wordsOf } from './cell-run.ts';

/** The cells of one slice side by side: cell `c` is `values[c * CELL_STRIDE, (c + 1) * CELL_STRIDE)`. */
export interface SliceCells {
  /** Ascending; numbers since the epoch. */
  readonly buckets: Uint32Array;
  readonly values: Float64Array;
}

/** Cells of which no two are of one slice and bucket, by slice and then by bucket, in buckets of one width. */
export class MergedCells {
  readonly run: CellRun;
  /** Of each slice its first cell, and where the words of that begin; of the one behind the last slice the end. */
  readonly #starts: Int32Array;
  readonly #wordStarts: Uint32Array;
  /** Where a slice is read to, for all of them in turn. */
  #values: Float64Array = new Float64Array(0);
  /** The slice that was read last: it is mostly asked for again, for another column. */
  #last: { readonly slice: number; readonly cells: SliceCells } | undefined;

  /** Takes cells in that order. */
  constructor(run: CellRun) {
    this.run = run;
    const { slices, shapes } = run;
    const slicesEnd = (slices.at(-1) ?? -1) + 1;
    this.#starts = new Int32Array(slicesEnd + 1);
    this.#wordStarts = new Uint32Array(slicesEnd + 1);
    let slice = 0;
    let word = 0;
    for (let cell = 0; cell <= slices.length; cell++) {
      for (const here = slices[cell] ?? slicesEnd; slice <= here; slice++) {
        this.#starts[slice] = cell;
        this.#wordStarts[slice] = word;
      }
      word += wordsOf(shapes[cell] ?? 0);
    }
  }

  get widthMs(): number {
    return this.run.widthMs;
  }

  get size(): number {
    return this.run.slices.length;
  }

  /** The cells of a slice, valid until another one is read. */
  read(slice: number): SliceCells {
    if (this.#last?.slice === slice) return this.#last.cells;
    const { buckets, shapes, words } = this.run;
    const start = this.#starts[slice] ?? 0;
    const end = Math.max(start, this.#starts[slice + 1] ?? 0);
    const length = (end - start) * CELL_STRIDE;
    if (length > this.#values.length) this.#values = new Float64Array(length);
    const values = this.#values.subarray(0, length);
    let word = this.#wordStarts[slice] ?? 0;
    for (let cell = start; cell < end; cell++) {
      const shape = shapes[cell] ?? 0;
      readCell(words, word, shape, values, (cell - start) * CELL_STRIDE);
      word += wordsOf(shape);
    }
    const cells = { buckets: buckets.subarray(start, end), values };
    this.#last = { slice, cells };
    return cells;
  }
}
