import type { Traffic } from '../report/report.ts';
import type { Cost } from '../rollup/cost.ts';
import type { TimeSpan } from '../rollup/grid.ts';
import { bucketAt } from '../rollup/grid.ts';
import type { Rollup } from '../rollup/rollup.ts';
import type { SliceView } from '../rollup/slice-view.ts';

/** What a slice did in a window, and from when to when. */
export interface SliceTotals extends Traffic {
  /** From when to when it had requests in progress in the window; the window's own times where it had none. */
  readonly firstMs: number;
  readonly lastMs: number;
}

/** Sums over the buckets of the window, times to the bucket. Bytes and worker time are absent where the log has none. */
export function sliceTotals(
  rollup: Rollup,
  slice: SliceView | undefined,
  { fromMs, toMs }: TimeSpan,
): SliceTotals {
  const { grid } = rollup;
  const { originMs, widthMs } = grid;
  const column = (cost: Cost, edge: 'start' | 'end'): Float64Array =>
    slice === undefined ? rollup.total(cost, edge) : rollup.activity(slice, cost, edge);
  const from = Math.max(0, bucketAt(grid, fromMs));
  const to = Math.max(0, Math.ceil((toMs - originMs) / widthMs));
  const starts = column('requests', 'start');
  const ends = column('requests', 'end');
  const ended = (cost: Cost): number => sum(column(cost, 'end').subarray(from, to));
  const bytes = ended('bytes-out');
  const aborts = ended('aborts');
  const errors = ended('errors');
  const inFlight = sum(column('in-flight', 'end').subarray(from, to));
  const begunBy = (bucket: number): number => sum(starts.subarray(0, bucket));
  const endedBy = (bucket: number): number => sum(ends.subarray(0, bucket));
  const first = begunBy(from) > endedBy(from) ? from : firstIn(starts, from, to);
  const last = begunBy(to) > endedBy(to) ? to - 1 : lastIn(ends, from, to);
  return {
    // What began before the window's end, less what had ended before it began.
    requests: begunBy(to) - endedBy(from),
    ...(bytes > 0 ? { bytes } : {}),
    ...(inFlight > 0 ? { workerSeconds: (inFlight * widthMs) / 1000 } : {}),
    ...(aborts > 0 ? { aborts } : {}),
    ...(errors > 0 ? { errors } : {}),
    firstMs: first < 0 ? fromMs : Math.max(fromMs, originMs + first * widthMs),
    lastMs: last < 0 ? toMs : Math.min(toMs, originMs + (last + 1) * widthMs),
  };
}

/** The first bucket from `from` to before `to` that has any, -1 where none has. */
function firstIn(values: Float64Array, from: number, to: number): number {
  return values.findIndex((count, at) => at >= from && at < to && count > 0);
}

function lastIn(values: Float64Array, from: number, to: number): number {
  return values.findLastIndex((count, at) => at >= from && at < to && count > 0);
}

function sum(values: Float64Array): number {
  return values.reduce((a, b) => a + b, 0);
}
