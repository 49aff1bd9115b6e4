import { ABORTS, BYTES_IN, BYTES_OUT, ENDED, ERRORS } from './cell.ts';
import type { Store } from './store.ts';
import { BURST_KINDS } from './summary.ts';

/** Columns of a cell whose highest bucket tells a burst, in the order of the kinds. */
const burstColumns = [ENDED, BYTES_OUT, BYTES_IN, ABORTS, ERRORS] as const;

/** One slice's highest buckets, each in the unit of its column; the longest request in microseconds. */
export function burstsOf({ cells, summaries }: Store, slice: number): Float64Array {
  const bursts = new Float64Array(BURST_KINDS);
  const { settled } = cells;
  for (let cell = settled.newest(slice); cell >= 0; cell = settled.older(cell)) {
    for (let kind = 0; kind < burstColumns.length; kind++) {
      const height = settled.value(cell, burstColumns[kind] ?? 0);
      if (height > (bursts[kind] ?? 0)) bursts[kind] = height;
    }
  }
  bursts[burstColumns.length] = summaries.peak(slice, burstColumns.length);
  return bursts;
}
