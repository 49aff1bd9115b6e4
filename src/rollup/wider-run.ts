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

/** A cell whose steps are delayed, and the sum of those of one bucket. */
const one = new Float64Array(CELL_STRIDE);
const sum = new Float64Array(CELL_STRIDE);

/**
 * The same cells in buckets of `widthMs`, a multiple of the run's width: those of one slice and bucket that stand one behind
 * another are added up. Others may be left apart.
 */
export function widerRun(run: CellRun, widthMs: number): CellRun {
  if (run.widthMs === widthMs) return run;
  const ratio = widthMs / run.widthMs;
  const slices = new Int32Array(run.slices.length);
  const buckets = new Uint32Array(run.slices.length);
  const shapes = new Uint32Array(run.slices.length);
  let words = new Uint32Array(run.words.length);
  let [cell, word, size, end] = [0, 0, 0, 0];
  while (cell < run.slices.length) {
    const slice = run.slices[cell] ?? 0;
    const bucket = Math.floor((run.buckets[cell] ?? 0) / ratio);
    for (let column = 0; column < CELL_STRIDE; column++) sum[column] = 0;
    while (isIn(run, cell, slice, bucket * ratio, ratio)) {
      const delay = (run.buckets[cell] ?? 0) - bucket * ratio;
      word = addDelayed(run, cell++, word, delay * run.widthMs);
    }
    const shape = shapeOf(sum, 0);
    // Sums are wider than what they are made of.
    if (end + wordsOf(shape) > words.length) {
      words = copiedInto(new Uint32Array(grownLength(words.length, end + wordsOf(shape))), words);
    }
    slices[size] = slice;
    buckets[size] = bucket;
    shapes[size++] = shape;
    end = writeCell(words, end, shape, sum, 0);
  }
  return {
    widthMs,
    slices: slices.slice(0, size),
    buckets: buckets.slice(0, size),
    shapes: shapes.slice(0, size),
    words: words.slice(0, end),
  };
}

/** Whether a cell is one of the slice in `count` buckets from `first` on. */
function isIn(
  { slices, buckets }: CellRun,
  cell: number,
  slice: number,
  first: number,
  count: number,
): boolean {
  if (cell >= slices.length || slices[cell] !== slice) return false;
  const bucket = buckets[cell] ?? 0;
  return bucket >= first && bucket < first + count;
}

/** Adds a cell that begins `delayMs` after the bucket of the sum; returns the place behind its words. */
function addDelayed(
  { shapes, words }: CellRun,
  cell: number,
  word: number,
  delayMs: number,
): number {
  const shape = shapes[cell] ?? 0;
  addCell(words, word, shape, sum);
  if (hasSteps(shape)) {
    readCell(words, word, shape, one, 0);
    delaySteps(one, 0, { values: sum, at: 0, byMs: delayMs });
  }
  return word + wordsOf(shape);
}
