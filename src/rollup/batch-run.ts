import type { BatchCells } from './batch-cells.ts';
import type { BatchOrder } from './batch-order.ts';
import { CELL_STRIDE, delaySteps, RARE_COLUMNS } from './cell.ts';
import { type CellRun, shapeOf, writeCell } from './cell-run.ts';
import { add, copiedInto, grownLength } from './columns.ts';

/** Words that a cell takes at most. */
const MOST_WORDS: number = 2 * CELL_STRIDE;

/** The buckets of the cells that come, and those in which they are kept. */
export interface RunBuckets {
  /** Number since the epoch of the cells' bucket that counts as 0. */
  readonly firstBucket: number;
  readonly widthMs: number;
  /** A multiple of `widthMs`. */
  readonly keptWidthMs: number;
}

/** Makes plain data of the cells of a batch, by slice and time. Keeps its room from batch to batch. */
export class BatchRun {
  #buckets: RunBuckets = { firstBucket: 0, widthMs: 1, keptWidthMs: 1 };
  /** How many cells there are. */
  size = 0;
  #slices = new Int32Array(0);
  #bucketOf = new Uint32Array(0);
  #shapes = new Uint32Array(0);
  #words = new Uint32Array(0);
  #wordsEnd = 0;
  /** What the cells of a bucket come to. */
  readonly #sum = new Float64Array(CELL_STRIDE);

  /** Begins another batch. */
  begin(buckets: RunBuckets): void {
    this.#buckets = buckets;
    this.size = 0;
    this.#wordsEnd = 0;
  }

  /** Takes all cells of the next slices. */
  write(cells: BatchCells, order: BatchOrder): void {
    this.#makeRoom(cells.size);
    const { widthMs, keptWidthMs } = this.#buckets;
    if (widthMs === keptWidthMs) this.#writeAll(cells, order);
    else this.#writeSums(cells, order);
  }

  run(): CellRun {
    const { size } = this;
    return {
      widthMs: this.#buckets.keptWidthMs,
      slices: this.#slices.slice(0, size),
      buckets: this.#bucketOf.slice(0, size),
      shapes: this.#shapes.slice(0, size),
      words: this.#words.slice(0, this.#wordsEnd),
    };
  }

  #writeAll({ values, slices, buckets, hasRare, size }: BatchCells, order: BatchOrder): void {
    const { firstBucket } = this.#buckets;
    for (let at = 0; at < size; at++) {
      const cell = order.cells[at] ?? 0;
      const columns = hasRare[cell] === 1 ? CELL_STRIDE : RARE_COLUMNS;
      const shape = shapeOf(values, cell * CELL_STRIDE, columns);
      this.#begin(slices[cell] ?? 0, firstBucket + (buckets[cell] ?? 0), shape);
      this.#wordsEnd = writeCell(this.#words, this.#wordsEnd, shape, values, cell * CELL_STRIDE);
    }
  }

  /** Writes cells in the wider buckets in which they are kept. */
  #writeSums(cells: BatchCells, order: BatchOrder): void {
    const { firstBucket, widthMs, keptWidthMs } = this.#buckets;
    const ratio = keptWidthMs / widthMs;
    const { slices, buckets, size } = cells;
    const sum = this.#sum;
    for (let at = 0; at < size; ) {
      const slice = slices[order.cells[at] ?? 0] ?? 0;
      const bucket = Math.floor((firstBucket + (buckets[order.cells[at] ?? 0] ?? 0)) / ratio);
      for (let column = 0; column < CELL_STRIDE; column++) sum[column] = 0;
      for (; at < size; at++) {
        const cell = order.cells[at] ?? 0;
        const delay = firstBucket + (buckets[cell] ?? 0) - bucket * ratio;
        if (slices[cell] !== slice || delay >= ratio) break;
        addCell(sum, cells, cell, delay * widthMs);
      }
      const shape = shapeOf(sum, 0, CELL_STRIDE);
      this.#begin(slice, bucket, shape);
      this.#wordsEnd = writeCell(this.#words, this.#wordsEnd, shape, sum, 0);
    }
  }

  #begin(slice: number, bucket: number, shape: number): void {
    const at = this.size++;
    this.#slices[at] = slice;
    this.#bucketOf[at] = bucket;
    this.#shapes[at] = shape;
  }

  #makeRoom(more: number): void {
    const cells = this.size + more;
    if (cells > this.#slices.length) {
      const length = grownLength(this.#slices.length, cells);
      this.#slices = copiedInto(new Int32Array(length), this.#slices);
      this.#bucketOf = copiedInto(new Uint32Array(length), this.#bucketOf);
      this.#shapes = copiedInto(new Uint32Array(length), this.#shapes);
    }
    const words = this.#wordsEnd + MOST_WORDS * more;
    if (words > this.#words.length) {
      const length = grownLength(this.#words.length, words);
      this.#words = copiedInto(new Uint32Array(length), this.#words);
    }
  }
}

/** Adds a cell that begins `delayMs` after the bucket of the sum. */
function addCell(
  sum: Float64Array,
  { values, hasRare }: BatchCells,
  cell: number,
  delayMs: number,
): void {
  const from = cell * CELL_STRIDE;
  const columns = hasRare[cell] === 1 ? CELL_STRIDE : RARE_COLUMNS;
  for (let column = 0; column < columns; column++) add(sum, column, values[from + column] ?? 0);
  if (columns === CELL_STRIDE) delaySteps(values, from, { values: sum, at: 0, byMs: delayMs });
}
