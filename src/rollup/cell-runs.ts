import { widthMsAt } from './grid.ts';
import { MergedCells } from './merged-cells.ts';

/** Cells as they came, with the slice and the bucket of each: number since the epoch, at the run's width. */
export interface CellRun {
  readonly widthMs: number;
  readonly slices: Int32Array;
  readonly buckets: Uint32Array;
  /** Cell `c` is `values[c * CELL_STRIDE, (c + 1) * CELL_STRIDE)`. */
  readonly values: Float64Array;
}

/** So many times as many cells as there may be are gathered before they are merged, in so many runs at most. */
const SLACK = 1.25;
const MOST_RUNS = 4096;

/**
 * The cells of all slices. What comes is only laid beside what is there; cells of one slice and bucket are merged when
 * there are too many of them, and when they are read.
 */
export class CellRuns {
  readonly #maxCells: number;
  #runs: CellRun[] = [];
  #merged = new MergedCells(0);
  #size = 0;
  /** Slices whose cells are others' now: they are relabelled together. */
  readonly #moved = new Map<number, number>();

  constructor(maxCells: number) {
    this.#maxCells = maxCells;
  }

  /** Adds cells; the run is given away. */
  add(run: CellRun): void {
    if (run.slices.length === 0) return;
    this.#runs.push(run);
    this.#size += run.slices.length;
  }

  /** Gives the cells of one slice to another. The first one must not get any before `relabel`. */
  move(slice: number, to: number): void {
    this.#moved.set(slice, to);
  }

  /** Does what `move` said. */
  relabel(): void {
    if (this.#moved.size === 0) return;
    let highest = 0;
    for (const slice of this.#moved.keys()) highest = Math.max(highest, slice);
    const labels = Int32Array.from({ length: highest + 1 }, (_, slice) => this.#endOf(slice));
    this.#unmerge();
    for (const { slices } of this.#runs) {
      for (let cell = 0; cell < slices.length; cell++) {
        const slice = slices[cell] ?? 0;
        if (slice <= highest) slices[cell] = labels[slice] ?? slice;
      }
    }
    this.#moved.clear();
  }

  #endOf(slice: number): number {
    let end = slice;
    for (let to = this.#moved.get(end); to !== undefined; to = this.#moved.get(end)) end = to;
    return end;
  }

  /** Whether so many cells have gathered that they should be merged. */
  get isFull(): boolean {
    return this.#size > SLACK * this.#maxCells || this.#runs.length > MOST_RUNS;
  }

  /** Whether there are too many cells, merged ones each counted once. */
  get isOverfull(): boolean {
    return this.#size > this.#maxCells;
  }

  /** Cells that are held, those included that will be merged. */
  get size(): number {
    return this.#size;
  }

  /** Merges the cells of one slice and bucket, in buckets of the rung; those of the runs are not wider. */
  settle(rung: number): void {
    this.relabel();
    if (this.#runs.length === 0 && this.#merged.widthMs === widthMsAt(rung)) return;
    this.#unmerge();
    const merged = new MergedCells(widthMsAt(rung));
    // Each run is let go as soon as it is merged: both do not fit beside each other.
    for (let run = this.#runs.shift(); run !== undefined; run = this.#runs.shift()) merged.add(run);
    this.#merged = merged;
    this.#size = merged.size;
  }

  /** Makes of what is merged a run again. */
  #unmerge(): void {
    if (this.#merged.size === 0) return;
    this.#runs.unshift(this.#merged.run());
    this.#merged = new MergedCells(0);
  }

  /** The settled cells. */
  get settled(): MergedCells {
    return this.#merged;
  }
}
