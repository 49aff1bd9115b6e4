import { CELL_STRIDE, delaySteps } from './cell.ts';
import { type CellRun, readCell, shapeOf, wordsOf, writeCell } from './cell-run.ts';
import { add, copiedInto, grownLength } from './columns.ts';

/** Adds up the cells of one slice and bucket, in buckets of `widthMs`, than which those of the runs are not wider. */
export function mergeRuns(runs: readonly CellRun[], widthMs: number): CellRun {
  const merger = new RunMerger(runs, widthMs);
  return merger.merge();
}

/** Cells of all runs, by slice: those of slice `s` are at `[starts[s], starts[s + 1])`, in the order of the runs. */
interface CellsBySlice {
  readonly starts: Int32Array;
  readonly runs: Uint16Array;
  readonly cells: Int32Array;
  /** Where the words of a cell begin. */
  readonly words: Uint32Array;
}

class RunMerger {
  readonly #runs: readonly CellRun[];
  readonly #widthMs: number;
  readonly #bySlice: CellsBySlice;
  readonly #slices: Int32Array;
  readonly #buckets: Uint32Array;
  readonly #shapes: Uint32Array;
  #words: Uint32Array;
  #size = 0;
  #wordsEnd = 0;
  /** The cell that is added, and the one that it is added to. */
  readonly #one = new Float64Array(CELL_STRIDE);
  readonly #sum = new Float64Array(CELL_STRIDE);

  constructor(runs: readonly CellRun[], widthMs: number) {
    this.#runs = runs;
    this.#widthMs = widthMs;
    this.#bySlice = bySlice(runs);
    const cells = this.#bySlice.cells.length;
    this.#slices = new Int32Array(cells);
    this.#buckets = new Uint32Array(cells);
    this.#shapes = new Uint32Array(cells);
    this.#words = new Uint32Array(runs.reduce((sum, { words }) => sum + words.length, 0));
  }

  merge(): CellRun {
    const { starts } = this.#bySlice;
    for (let slice = 0; slice + 1 < starts.length; slice++) {
      this.#mergeSlice(slice, starts[slice] ?? 0, starts[slice + 1] ?? 0);
    }
    return {
      widthMs: this.#widthMs,
      slices: this.#slices.subarray(0, this.#size),
      buckets: this.#buckets.subarray(0, this.#size),
      shapes: this.#shapes.subarray(0, this.#size),
      words: this.#words.subarray(0, this.#wordsEnd),
    };
  }

  #mergeSlice(slice: number, start: number, end: number): void {
    const ascending = this.#inOrder(start, end);
    let bucket = -1;
    for (let at = 0; at < end - start; at++) {
      const place = ascending === undefined ? start + at : start + (ascending[at] ?? 0);
      const next = this.#bucketAt(place);
      if (next !== bucket) {
        if (bucket >= 0) this.#write(slice, bucket);
        this.#sum.fill(0);
        bucket = next;
      }
      this.#addCell(place);
    }
    if (bucket >= 0) this.#write(slice, bucket);
  }

  /** The cells from `start` to `end` by their buckets, each as its distance from `start`; undefined where they ascend. */
  #inOrder(start: number, end: number): Float64Array | undefined {
    let isAscending = true;
    let least = Number.POSITIVE_INFINITY;
    let before = 0;
    for (let place = start; place < end; place++) {
      const bucket = this.#bucketAt(place);
      if (bucket < before) isAscending = false;
      if (bucket < least) least = bucket;
      before = bucket;
    }
    if (isAscending) return undefined;
    const count = end - start;
    const order = new Float64Array(count);
    for (let at = 0; at < count; at++) {
      order[at] = (this.#bucketAt(start + at) - least) * count + at;
    }
    order.sort();
    for (let at = 0; at < count; at++) order[at] = (order[at] ?? 0) % count;
    return order;
  }

  #bucketAt(place: number): number {
    const run = this.#runAt(place);
    const bucket = run.buckets[this.#bySlice.cells[place] ?? 0] ?? 0;
    return run.widthMs === this.#widthMs
      ? bucket
      : Math.floor((bucket * run.widthMs) / this.#widthMs);
  }

  #runAt(place: number): CellRun {
    return this.#runs[this.#bySlice.runs[place] ?? 0] as CellRun;
  }

  #addCell(place: number): void {
    const { widthMs, buckets, shapes, words } = this.#runAt(place);
    const cell = this.#bySlice.cells[place] ?? 0;
    const one = this.#one;
    const sum = this.#sum;
    readCell(words, this.#bySlice.words[place] ?? 0, shapes[cell] ?? 0, one, 0);
    for (let column = 0; column < CELL_STRIDE; column++) add(sum, column, one[column] ?? 0);
    if (widthMs === this.#widthMs) return;
    const fromMs = (buckets[cell] ?? 0) * widthMs;
    delaySteps(one, 0, { values: sum, at: 0, byMs: fromMs % this.#widthMs });
  }

  #write(slice: number, bucket: number): void {
    const cell = this.#size++;
    const shape = shapeOf(this.#sum, 0);
    const needed = this.#wordsEnd + wordsOf(shape);
    // A step that takes effect later makes numbers of its own.
    if (needed > this.#words.length) {
      const length = grownLength(this.#words.length, needed);
      this.#words = copiedInto(new Uint32Array(length), this.#words);
    }
    this.#slices[cell] = slice;
    this.#buckets[cell] = bucket;
    this.#shapes[cell] = shape;
    this.#wordsEnd = writeCell(this.#words, this.#wordsEnd, shape, this.#sum, 0);
  }
}

function bySlice(all: readonly CellRun[]): CellsBySlice {
  const ends = cellsBefore(all);
  const count = ends.at(-1) ?? 0;
  const runs = new Uint16Array(count);
  const cells = new Int32Array(count);
  const words = new Uint32Array(count);
  const starts = ends.slice();
  all.forEach(({ slices, shapes }, run) => {
    let word = 0;
    for (let cell = 0; cell < slices.length; cell++) {
      const slice = slices[cell] ?? 0;
      const place = ends[slice] ?? 0;
      ends[slice] = place + 1;
      runs[place] = run;
      cells[place] = cell;
      words[place] = word;
      word += wordsOf(shapes[cell] ?? 0);
    }
  });
  return { starts, runs, cells, words };
}

/** How many cells there are of lesser slices than each, and at the end of all. */
function cellsBefore(runs: readonly CellRun[]): Int32Array {
  let slicesEnd = 0;
  for (const { slices } of runs) {
    for (const slice of slices) if (slice >= slicesEnd) slicesEnd = slice + 1;
  }
  const counts = new Int32Array(slicesEnd + 1);
  for (const { slices } of runs) {
    for (const slice of slices) counts[slice + 1] = (counts[slice + 1] ?? 0) + 1;
  }
  for (let slice = 0; slice < slicesEnd; slice++) {
    counts[slice + 1] = (counts[slice + 1] ?? 0) + (counts[slice] ?? 0);
  }
  return counts;
}
