import { ABORTS, BYTES_IN, BYTES_OUT, CELL_STRIDE, ERRORS, STARTED } from './cell.ts';
import type { Store } from './store.ts';

/** Columns of a cell whose highest bucket tells a burst. */
const burstColumns = [STARTED, BYTES_OUT, BYTES_IN, ABORTS, ERRORS] as const;
/** Kinds of burst: the highest bucket of each column, and last the longest request. */
export const BURST_KINDS: number = burstColumns.length + 1;

/** One slice's bursts, each in the unit of its column; the longest request in microseconds. */
export function burstsOf({ cells, summaries }: Store, slice: number): Float64Array {
  const bursts = new Float64Array(BURST_KINDS);
  for (let row = cells.newest(slice); row >= 0; row = cells.older(row)) {
    for (let kind = 0; kind < burstColumns.length; kind++) {
      const height = cells.values[row * CELL_STRIDE + (burstColumns[kind] ?? 0)] ?? 0;
      if (height > (bursts[kind] ?? 0)) bursts[kind] = height;
    }
  }
  bursts[burstColumns.length] = Math.max(0, summaries.maxDurationUs(slice));
  return bursts;
}
