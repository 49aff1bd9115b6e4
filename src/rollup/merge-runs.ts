import { type CellRun, wordsOf } from './cell-run.ts';
import { topRung, widthMsAt } from './grid.ts';
import { RunWriter } from './run-writer.ts';

export interface MergeLimits {
  /** The rung (grid.ts) of the finest buckets to merge in, which are not narrower than those of the runs. */
  readonly rung: number;
  /** In wider ones with more cells than this; at the widest every slice has a single one. */
  readonly maxCells: number;
}

/** Adds up the cells of one slice and bucket. */
export function mergeRuns(runs: readonly CellRun[], { rung, maxCells }: MergeLimits): CellRun {
  const cells = cellsInOrder(runs);
  let fit = rung;
  let count = mergedCount(cells, widthMsAt(fit));
  while (count > maxCells && fit < topRung) {
    fit += 1;
    count = mergedCount(cells, widthMsAt(fit));
  }
  return merged(runs, cells, { widthMs: widthMsAt(fit), count });
}

/** Cells of all runs by slice, and then by time: those of slice `s` are at `[starts[s], starts[s + 1])`. */
interface OrderedCells {
  readonly starts: Int32Array;
  /** When the bucket of a cell begins, seconds since the epoch. */
  readonly seconds: Uint32Array;
  /** Which run has the cell, which one of its cells it is, and where its words begin. */
  readonly runs: Uint16Array;
  readonly cells: Int32Array;
  readonly words: Uint32Array;
}

/** How many cells there are in buckets of `widthMs`. */
function mergedCount({ starts, seconds }: OrderedCells, widthMs: number): number {
  const width = widthMs / 1000;
  let count = 0;
  for (let slice = 0; slice + 1 < starts.length; slice++) {
    const end = starts[slice + 1] ?? 0;
    let bucketEnd = 0;
    for (let place = starts[slice] ?? 0; place < end; place++) {
      const second = seconds[place] ?? 0;
      if (second < bucketEnd) continue;
      count += 1;
      bucketEnd = second - (second % width) + width;
    }
  }
  return count;
}

/** Adds up the cells of each slice and bucket of `widthMs`; `count` is how many there will be. */
function merged(
  runs: readonly CellRun[],
  { starts, seconds, runs: runOf, cells, words }: OrderedCells,
  { widthMs, count }: { readonly widthMs: number; readonly count: number },
): CellRun {
  const allWords = runs.reduce((sum, run) => sum + run.words.length, 0);
  const wordsForAll = Math.ceil((allWords * count) / Math.max(1, cells.length));
  const writer = new RunWriter(widthMs, { cells: count, words: wordsForAll });
  const width = widthMs / 1000;
  for (let slice = 0; slice + 1 < starts.length; slice++) {
    const end = starts[slice + 1] ?? 0;
    for (let place = starts[slice] ?? 0; place < end; ) {
      const bucket = Math.floor((seconds[place] ?? 0) / width);
      const bucketEnd = (bucket + 1) * width;
      writer.begin();
      do {
        writer.add(runs[runOf[place] ?? 0] as CellRun, cells[place] ?? 0, words[place] ?? 0);
        place += 1;
      } while (place < end && (seconds[place] ?? 0) < bucketEnd);
      writer.end(slice, bucket);
    }
  }
  return writer.run();
}

function cellsInOrder(runs: readonly CellRun[]): OrderedCells {
  const ends = cellsBefore(runs);
  const count = ends.at(-1) ?? 0;
  const ordered = {
    starts: ends.slice(),
    seconds: new Uint32Array(count),
    runs: new Uint16Array(count),
    cells: new Int32Array(count),
    words: new Uint32Array(count),
  };
  const isMixed = new Uint8Array(ends.length);
  for (const [number, run] of runs.entries()) placeCells(run, number, { ordered, ends, isMixed });
  const { starts } = ordered;
  for (let slice = 0; slice + 1 < starts.length; slice++) {
    if (isMixed[slice] === 1) sortCells(ordered, starts[slice] ?? 0, starts[slice + 1] ?? 0);
  }
  return ordered;
}

interface Placing {
  readonly ordered: OrderedCells;
  /** Where the cells of each slice end so far. */
  readonly ends: Int32Array;
  /** 1 where a slice has a cell that begins before the one in front. */
  readonly isMixed: Uint8Array;
}

/** Puts the cells of a run behind those that their slices have so far. */
function placeCells(
  { slices, buckets, shapes, widthMs }: CellRun,
  run: number,
  { ordered, ends, isMixed }: Placing,
): void {
  const { starts, seconds, runs, cells, words } = ordered;
  const width = widthMs / 1000;
  let word = 0;
  for (let cell = 0; cell < slices.length; cell++) {
    const slice = slices[cell] ?? 0;
    const place = ends[slice] ?? 0;
    const second = (buckets[cell] ?? 0) * width;
    ends[slice] = place + 1;
    runs[place] = run;
    cells[place] = cell;
    words[place] = word;
    seconds[place] = second;
    if (place > (starts[slice] ?? 0) && second < (seconds[place - 1] ?? 0)) isMixed[slice] = 1;
    word += wordsOf(shapes[cell] ?? 0);
  }
}

/** Puts the cells from `start` to `end` in the order of time. */
function sortCells(
  { seconds, runs, cells, words }: OrderedCells,
  start: number,
  end: number,
): void {
  const count = end - start;
  const order = new Float64Array(count);
  for (let at = 0; at < count; at++) order[at] = (seconds[start + at] ?? 0) * count + at;
  order.sort();
  for (const column of [seconds, runs, cells, words]) {
    const before = column.slice(start, end);
    for (let at = 0; at < count; at++) column[start + at] = before[(order[at] ?? 0) % count] ?? 0;
  }
}

/** How many cells there are of lesser slices than each, and at the end of all. */
function cellsBefore(runs: readonly CellRun[]): Int32Array {
  let slicesEnd = 0;
  for (const { slices } of runs) slicesEnd = Math.max(slicesEnd, endOf(slices));
  const counts = new Int32Array(slicesEnd + 1);
  for (const { slices } of runs) countCells(slices, counts);
  for (let slice = 0; slice < slicesEnd; slice++) {
    counts[slice + 1] = (counts[slice + 1] ?? 0) + (counts[slice] ?? 0);
  }
  return counts;
}

/** The number above all slices. */
function endOf(slices: Int32Array): number {
  let end = 0;
  for (let cell = 0; cell < slices.length; cell++) end = Math.max(end, (slices[cell] ?? 0) + 1);
  return end;
}

/** Counts the cells of each slice, one place behind it. */
function countCells(slices: Int32Array, counts: Int32Array): void {
  for (let cell = 0; cell < slices.length; cell++) {
    const next = (slices[cell] ?? 0) + 1;
    counts[next] = (counts[next] ?? 0) + 1;
  }
}
