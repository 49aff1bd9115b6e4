import { CELL_STRIDE, delaySteps } from './cell.ts';
import type { CellRun } from './cell-runs.ts';
import { add, copiedInto, grownLength } from './columns.ts';

/**
 * Cells of which no two are of one slice and bucket, in buckets of one width. Those of a slice are chained from the newest
 * bucket to the oldest, since logs are nearly in order: what comes next belongs to the newest, or is newer.
 */
export class MergedCells {
  readonly widthMs: number;
  size = 0;
  #slices: Int32Array = new Int32Array(0);
  #buckets: Uint32Array = new Uint32Array(0);
  #values: Float64Array = new Float64Array(0);
  /** Cell + 1 of the newest of a slice, and of the next older one of the same slice; 0 for none. */
  #newest: Int32Array = new Int32Array(0);
  #older: Int32Array = new Int32Array(0);

  constructor(widthMs: number) {
    this.widthMs = widthMs;
  }

  /** Adds all cells of a run whose buckets are not wider. */
  add(run: CellRun): void {
    const ratio = this.widthMs / run.widthMs;
    for (let cell = 0; cell < run.slices.length; cell++) {
      const bucket = run.buckets[cell] ?? 0;
      const coarse = ratio === 1 ? bucket : Math.floor(bucket / ratio);
      const at = this.#cellOf(run.slices[cell] ?? 0, coarse) * CELL_STRIDE;
      const from = cell * CELL_STRIDE;
      const values = this.#values;
      for (let column = 0; column < CELL_STRIDE; column++) {
        add(values, at + column, run.values[from + column] ?? 0);
      }
      if (ratio === 1) continue;
      delaySteps(run.values, from, { values, at, byMs: (bucket - coarse * ratio) * run.widthMs });
    }
  }

  /** The newest cell of a slice, or -1; with `older` the way through all of them. */
  newest(slice: number): number {
    return (this.#newest[slice] ?? 0) - 1;
  }

  older(cell: number): number {
    return (this.#older[cell] ?? 0) - 1;
  }

  /** Number since the epoch. */
  bucket(cell: number): number {
    return this.#buckets[cell] ?? 0;
  }

  /** A number of a cell, by its column (cell.ts). */
  value(cell: number, column: number): number {
    return this.#values[cell * CELL_STRIDE + column] ?? 0;
  }

  /** All cells as a run; they are given away. */
  run(): CellRun {
    const { size, widthMs } = this;
    return {
      widthMs,
      slices: this.#slices.subarray(0, size),
      buckets: this.#buckets.subarray(0, size),
      values: this.#values.subarray(0, size * CELL_STRIDE),
    };
  }

  #cellOf(slice: number, bucket: number): number {
    let newer = -1;
    let cell = this.newest(slice);
    while (cell >= 0 && (this.#buckets[cell] ?? 0) > bucket) {
      newer = cell;
      cell = this.older(cell);
    }
    if (cell >= 0 && this.#buckets[cell] === bucket) return cell;
    return this.#insert(slice, bucket, newer);
  }

  #insert(slice: number, bucket: number, newer: number): number {
    const cell = this.size++;
    if (cell >= this.#slices.length) this.#grow();
    if (slice >= this.#newest.length) {
      const length = grownLength(this.#newest.length, slice + 1);
      this.#newest = copiedInto(new Int32Array(length), this.#newest);
    }
    this.#slices[cell] = slice;
    this.#buckets[cell] = bucket;
    if (newer < 0) {
      this.#older[cell] = this.#newest[slice] ?? 0;
      this.#newest[slice] = cell + 1;
    } else {
      this.#older[cell] = this.#older[newer] ?? 0;
      this.#older[newer] = cell + 1;
    }
    return cell;
  }

  #grow(): void {
    const length = grownLength(this.#slices.length, this.size);
    this.#slices = copiedInto(new Int32Array(length), this.#slices);
    this.#buckets = copiedInto(new Uint32Array(length), this.#buckets);
    this.#older = copiedInto(new Int32Array(length), this.#older);
    this.#values = copiedInto(new Float64Array(length * CELL_STRIDE), this.#values);
  }
}
