import { type CellRun, wordsOf } from './cell-run.ts';
import { RunWriter } from './run-writer.ts';

/**
 * The same cells in buckets of `widthMs`, a multiple of the run's width: those of one slice and bucket that stand one behind
 * another are added up. Others may be left apart.
 */
export function widerRun(run: CellRun, widthMs: number): CellRun {
  if (run.widthMs === widthMs) return run;
  const ratio = widthMs / run.widthMs;
  const writer = new RunWriter(widthMs, { cells: run.slices.length, words: run.words.length });
  let cell = 0;
  let word = 0;
  while (cell < run.slices.length) {
    const slice = run.slices[cell] ?? 0;
    const bucket = Math.floor((run.buckets[cell] ?? 0) / ratio);
    writer.begin();
    while (isIn(run, cell, slice, bucket * ratio, ratio)) {
      writer.add(run, cell, word);
      word += wordsOf(run.shapes[cell++] ?? 0);
    }
    writer.end(slice, bucket);
  }
  const { slices, buckets, shapes, words } = writer.run();
  // Kept for long: without the room that is left over.
  return {
    widthMs,
    slices: slices.slice(),
    buckets: buckets.slice(),
    shapes: shapes.slice(),
    words: words.slice(),
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
