import { CELL_STRIDE, delaySteps } from './cell.ts';
import { add } from './columns.ts';
import { widthMsAt } from './grid.ts';

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
 * there are too many of them, and when they are read. Most are then in order already, since logs are.
 */
export class CellRuns {
  readonly #maxCells: number;
  #runs: CellRun[] = [];
  #size = 0;
  /** Whether the runs are one, in order of slices and buckets, at the width asked for. */
  #isSettled = true;
  /** Where the cells of slice `s` begin in the settled run; those of the next one follow. */
  #starts: Int32Array = new Int32Array(1);
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
    this.#isSettled = false;
  }

  /** Gives the cells of one slice to another. The first one must not get any before `relabel`. */
  move(slice: number, to: number): void {
    this.#moved.set(slice, to);
    this.#isSettled = false;
  }

  /** Does what `move` said. */
  relabel(): void {
    if (this.#moved.size === 0) return;
    const ends = new Map<number, number>();
    for (const slice of this.#moved.keys()) ends.set(slice, this.#endOf(slice));
    const highest = Math.max(...ends.keys()) + 1;
    const labels = Int32Array.from({ length: highest }, (_, slice) => ends.get(slice) ?? slice);
    for (const { slices } of this.#runs) {
      for (let cell = 0; cell < slices.length; cell++) {
        const slice = slices[cell] ?? 0;
        if (slice < highest) slices[cell] = labels[slice] ?? slice;
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
    const widthMs = widthMsAt(rung);
    const [only] = this.#runs;
    if (this.#isSettled && (only === undefined || only.widthMs === widthMs)) return;
    this.relabel();
    const { cells, runs, starts } = bySlice(this.#runs);
    const merged = merge(this.#runs, { cells, runs, starts, widthMs });
    this.#runs = [merged.run];
    this.#starts = merged.starts;
    this.#size = merged.run.slices.length;
    this.#isSettled = true;
  }

  /** The settled cells of a slice: those from `from` up to `to`. */
  of(slice: number): { readonly run: CellRun; readonly from: number; readonly to: number } {
    const [run = NO_CELLS] = this.#runs;
    const from = this.#starts[slice] ?? 0;
    return { run, from, to: this.#starts[slice + 1] ?? from };
  }

  /** All settled cells. */
  get settled(): CellRun {
    return this.#runs[0] ?? NO_CELLS;
  }
}

const NO_CELLS: CellRun = {
  widthMs: 1000,
  slices: new Int32Array(0),
  buckets: new Uint32Array(0),
  values: new Float64Array(0),
};

/** Cells in the order of their slices, those of one slice as they came: the place in a run, and the run. */
interface SortedCells {
  readonly cells: Int32Array;
  readonly runs: Uint16Array;
  /** Where the cells of a slice begin. */
  readonly starts: Int32Array;
}

function bySlice(runs: readonly CellRun[]): SortedCells {
  let highest = -1;
  for (const { slices } of runs) for (const slice of slices) if (slice > highest) highest = slice;
  const starts = new Int32Array(highest + 2);
  for (const { slices } of runs) {
    for (const slice of slices) starts[slice + 1] = (starts[slice + 1] ?? 0) + 1;
  }
  for (let slice = 0; slice <= highest; slice++) {
    starts[slice + 1] = (starts[slice + 1] ?? 0) + (starts[slice] ?? 0);
  }
  const next = starts.slice();
  const count = starts[highest + 1] ?? 0;
  const cells = new Int32Array(count);
  const ofRuns = new Uint16Array(count);
  runs.forEach(({ slices }, run) => {
    for (let cell = 0; cell < slices.length; cell++) {
      const slice = slices[cell] ?? 0;
      const at = next[slice] ?? 0;
      next[slice] = at + 1;
      cells[at] = cell;
      ofRuns[at] = run;
    }
  });
  return { cells, runs: ofRuns, starts };
}

function merge(
  runs: readonly CellRun[],
  { cells, runs: ofRuns, starts, widthMs }: SortedCells & { readonly widthMs: number },
): { readonly run: CellRun; readonly starts: Int32Array } {
  const count = cells.length;
  const coarse = new Uint32Array(count);
  for (let at = 0; at < count; at++) {
    const run = runs[ofRuns[at] ?? 0] ?? NO_CELLS;
    coarse[at] = Math.floor((run.buckets[cells[at] ?? 0] ?? 0) / (widthMs / run.widthMs));
  }
  const order = new Int32Array(count).map((_, at) => at);
  const kept = new Int32Array(starts.length);
  let total = 0;
  for (let slice = 0; slice + 1 < starts.length; slice++) {
    kept[slice] = total;
    const from = starts[slice] ?? 0;
    const to = starts[slice + 1] ?? 0;
    sortNearlySorted(order, coarse, from, to);
    for (let at = from; at < to; at++) {
      if (at === from || coarse[order[at] ?? 0] !== coarse[order[at - 1] ?? 0]) total += 1;
    }
  }
  kept[starts.length - 1] = total;
  const slices = new Int32Array(total);
  const buckets = new Uint32Array(total);
  const values = new Float64Array(total * CELL_STRIDE);
  let cell = -1;
  for (let slice = 0; slice + 1 < starts.length; slice++) {
    const from = starts[slice] ?? 0;
    const to = starts[slice + 1] ?? 0;
    for (let at = from; at < to; at++) {
      const place = order[at] ?? 0;
      const bucket = coarse[place] ?? 0;
      if (at === from || bucket !== coarse[order[at - 1] ?? 0]) {
        cell += 1;
        slices[cell] = slice;
        buckets[cell] = bucket;
      }
      const run = runs[ofRuns[place] ?? 0] ?? NO_CELLS;
      addCell(run, cells[place] ?? 0, { values, at: cell * CELL_STRIDE, bucket, widthMs });
    }
  }
  return { run: { widthMs, slices, buckets, values }, starts: kept };
}

/** Insertion sort of `order[from, to)` by bucket, stable; as good as linear where hardly any is out of order. */
function sortNearlySorted(order: Int32Array, buckets: Uint32Array, from: number, to: number): void {
  let late = 0;
  for (let at = from + 1; at < to; at++) {
    if ((buckets[order[at] ?? 0] ?? 0) < (buckets[order[at - 1] ?? 0] ?? 0)) late += 1;
  }
  if (late === 0) return;
  const sorted = order.slice(from, to).sort((a, b) => {
    return (buckets[a] ?? 0) - (buckets[b] ?? 0) || a - b;
  });
  order.set(sorted, from);
}

interface Coarse {
  readonly values: Float64Array;
  readonly at: number;
  readonly bucket: number;
  readonly widthMs: number;
}

function addCell(run: CellRun, cell: number, { values, at, bucket, widthMs }: Coarse): void {
  const from = cell * CELL_STRIDE;
  for (let column = 0; column < CELL_STRIDE; column++) {
    add(values, at + column, run.values[from + column] ?? 0);
  }
  if (run.widthMs === widthMs) return;
  const byMs = (run.buckets[cell] ?? 0) * run.widthMs - bucket * widthMs;
  delaySteps(run.values, from, { values, at, byMs });
}
