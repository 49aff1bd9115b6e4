import type { CellRun } from './cell-run.ts';
import { rungOf, widthMsAt } from './grid.ts';
import { mergeRuns } from './merge-runs.ts';
import { MergedCells } from './merged-cells.ts';
import { widerRun } from './wider-run.ts';

const noCells: MergedCells = new MergedCells({
  widthMs: 0,
  slices: new Int32Array(0),
  buckets: new Uint32Array(0),
  shapes: new Uint32Array(0),
  words: new Uint32Array(0),
});

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
  #merged = noCells;
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

  /** Makes buckets at least as wide as those of the rung: cells are fewer then. */
  widen(rung: number): void {
    const widthMs = widthMsAt(rung);
    this.#size = this.#merged.size;
    this.#runs = this.#runs.map((run) => {
      const wider = run.widthMs < widthMs ? widerRun(run, widthMs) : run;
      this.#size += wider.slices.length;
      return wider;
    });
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

  /** Cells that are held, those included that will be merged. */
  get size(): number {
    return this.#size;
  }

  /**
   * Merges the cells of one slice and bucket, in buckets of the rung, than which those of the runs are not wider; in wider
   * ones where there are too many cells. Gives the rung of the buckets.
   */
  settle(rung: number): number {
    this.relabel();
    if (this.#runs.length === 0 && this.#merged.widthMs === widthMsAt(rung)) return rung;
    this.#unmerge();
    if (this.#runs.length === 0) return rung;
    const run = mergeRuns(this.#runs, { rung, maxCells: this.#maxCells });
    this.#merged = new MergedCells(run);
    this.#runs = [];
    this.#size = this.#merged.size;
    return rungOf(run.widthMs);
  }

  /** Makes of what is merged a run again. */
  #unmerge(): void {
    if (this.#merged.size === 0) return;
    this.#runs.unshift(this.#merged.run);
    this.#merged = noCells;
  }

  /** The settled cells. */
  get settled(): MergedCells {
    return this.#merged;
  }
}
