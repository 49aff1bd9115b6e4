import { CELL_STRIDE, delaySteps } from './cell.ts';
import {
  addCell,
  type CellRun,
  hasSteps,
  readCell,
  shapeOf,
  wordsOf,
  writeCell,
} from './cell-run.ts';
import { copiedInto, grownLength } from './columns.ts';

/** A cell whose steps are delayed, and the sum of those of one bucket; of use until the sum is written. */
const one = new Float64Array(CELL_STRIDE);
const sum = new Float64Array(CELL_STRIDE);

/** Makes a run of cells, each the sum of cells of runs whose buckets are as wide or divide its own. */
export class RunWriter {
  readonly #widthMs: number;
  readonly #slices: Int32Array;
  readonly #buckets: Uint32Array;
  readonly #shapes: Uint32Array;
  #words: Uint32Array;
  #size = 0;
  #wordsEnd = 0;

  /** For so many cells at most, and about so many words. */
  constructor(
    widthMs: number,
    { cells, words }: { readonly cells: number; readonly words: number },
  ) {
    this.#widthMs = widthMs;
    this.#slices = new Int32Array(cells);
    this.#buckets = new Uint32Array(cells);
    this.#shapes = new Uint32Array(cells);
    this.#words = new Uint32Array(words);
  }

  /** Begins the next cell. */
  begin(): void {
    // A few numbers: a loop is faster than `fill`.
    for (let column = 0; column < CELL_STRIDE; column++) sum[column] = 0;
  }

  /** Adds a cell of a run, whose words begin at `word`. */
  add({ widthMs, buckets, shapes, words }: CellRun, cell: number, word: number): void {
    const shape = shapes[cell] ?? 0;
    addCell(words, word, shape, sum);
    if (widthMs === this.#widthMs || !hasSteps(shape)) return;
    readCell(words, word, shape, one, 0);
    const fromMs = (buckets[cell] ?? 0) * widthMs;
    delaySteps(one, 0, { values: sum, at: 0, byMs: fromMs % this.#widthMs });
  }

  /** Ends the cell, which is that of a slice and bucket. */
  end(slice: number, bucket: number): void {
    const cell = this.#size++;
    const shape = shapeOf(sum, 0);
    const needed = this.#wordsEnd + wordsOf(shape);
    // Sums of many cells are wider, and a step that takes effect later makes numbers of its own.
    if (needed > this.#words.length) {
      const length = grownLength(this.#words.length, needed);
      this.#words = copiedInto(new Uint32Array(length), this.#words);
    }
    this.#slices[cell] = slice;
    this.#buckets[cell] = bucket;
    this.#shapes[cell] = shape;
    this.#wordsEnd = writeCell(this.#words, this.#wordsEnd, shape, sum, 0);
  }

  /** The cells so far; views of memory with room for more. */
  run(): CellRun {
    return {
      widthMs: this.#widthMs,
      slices: this.#slices.subarray(0, this.#size),
      buckets: this.#buckets.subarray(0, this.#size),
      shapes: this.#shapes.subarray(0, this.#size),
      words: this.#words.subarray(0, this.#wordsEnd),
    };
  }
}
