import { ABORTS, BYTES_IN, BYTES_OUT, CELL_STRIDE, ERRORS, STARTED } from './cell.ts';
import type { Store } from './store.ts';

/** Columns of a cell whose highest bucket tells a burst. */
const burstColumns = [STARTED, BYTES_OUT, BYTES_IN, ABORTS, ERRORS] as const;
/** Kinds of burst: the highest bucket of each column, and last the longest request. */
export const BURST_KINDS: number = burstColumns.length + 1;

/** One slice's bursts, each in the unit of its column; the longest request in microseconds. */
export function burstsOf(store: Store, slice: number): Float64Array {
  const bursts = new Float64Array(BURST_KINDS);
  burstsInto(bursts, 0, store, slice);
  return bursts;
}

/** Puts one slice's bursts at a place of a column in which they are 0. */
export function burstsInto(bursts: Float64Array, at: number, store: Store, slice: number): void {
  const { cells, summaries } = store;
  for (let row = cells.newest(slice); row >= 0; row = cells.older(row)) {
    const { values } = cells;
    for (let kind = 0; kind < burstColumns.length; kind++) {
      const height = values[row * CELL_STRIDE + (burstColumns[kind] ?? 0)] ?? 0;
      if (height > (bursts[at + kind] ?? 0)) bursts[at + kind] = height;
    }
  }
  bursts[at + burstColumns.length] = Math.max(0, summaries.maxDurationUs(slice));
}
