import type { MetricSource } from '../contract.ts';
import type { RrdArchive } from './rrd-file.ts';

/** Rows of one data source on one step. */
export interface SelectedRows {
  readonly stepMs: number;
  readonly times: Float64Array;
  readonly values: Float64Array;
  /** Set where each row is a mean of several primary points. */
  readonly isMean?: true;
}

/** Rows at most that coarse rows are spread over: a year of five-minute steps. */
export const MAX_SPREAD_ROWS = 105_408;

/**
 * Consolidation functions in the order in which they are taken for a series: a mean keeps the area under
 * the curve, the last value is one instant, extremes only bound what was.
 */
const preference = ['AVERAGE', 'LAST', 'MAX', 'MIN'];

/** The function of the archives that series are taken from. Undefined where an RRD holds predictions only. */
export function preferredConsolidation(archives: readonly RrdArchive[]): string | undefined {
  return preference.find((name) => archives.some(({ consolidation }) => consolidation === name));
}

/**
 * Rows of the finest AVERAGE archive that reaches into the wanted span, the whole of it. Where the
 * span begins before that archive does, rows of coarser archives go before, each spread over the
 * fine steps it is the mean of: the series keeps one step, and every mean is kept. Unknown rows
 * at either end are dropped. Without a span, the finest archive alone. Undefined without AVERAGE.
 */
export function selectRows(
  archives: readonly RrdArchive[],
  source: number,
  span: MetricSource['span'],
): SelectedRows | undefined {
  const preferred = preferredConsolidation(archives);
  const alike = archives
    .filter(({ consolidation }) => consolidation === preferred)
    .sort((a, b) => a.stepSeconds - b.stepSeconds);
  const base =
    alike.find((archive) => span === undefined || startOf(archive) <= span.toMs) ?? alike.at(-1);
  const baseValues = base?.values[source];
  if (base === undefined || baseValues === undefined) return undefined;
  const stepMs = base.stepSeconds * 1000;
  const isMean = preferred === 'AVERAGE' && base.pdpPerRow > 1;
  const rows = {
    stepMs,
    times: base.times,
    values: baseValues,
    ...(isMean ? { isMean } : {}),
  };
  if (span === undefined) return trimmed(rows);
  const coarser = alike.slice(alike.indexOf(base) + 1);
  return trimmed(withCoarserRows(rows, coarser, { source, fromMs: span.fromMs }));
}

/** The beginning of an archive's first row. */
function startOf(archive: RrdArchive): number {
  return (archive.times[0] ?? Number.NaN) - archive.stepSeconds * 1000;
}

function withCoarserRows(
  rows: SelectedRows,
  coarser: readonly RrdArchive[],
  { source, fromMs }: { source: number; fromMs: number },
): SelectedRows {
  const firstMs = rows.times[0] ?? Number.NaN;
  const missing = Math.ceil((firstMs - rows.stepMs - fromMs) / rows.stepMs);
  if (!(missing > 0) || coarser.length === 0) return rows;
  const count = Math.min(missing, MAX_SPREAD_ROWS);
  const times = Float64Array.from(
    { length: count },
    (_, index) => firstMs - (count - index) * rows.stepMs,
  );
  const values = times.map((time) => coarseValue(coarser, source, time));
  return {
    ...rows,
    times: concat(times, rows.times),
    values: concat(values, rows.values),
  };
}

/** The value of the finest coarser row that covers `time` and is known, else NaN. */
function coarseValue(coarser: readonly RrdArchive[], source: number, time: number): number {
  for (const archive of coarser) {
    const stepMs = archive.stepSeconds * 1000;
    const row = Math.ceil((time - (archive.times[0] ?? Number.NaN)) / stepMs);
    const value = archive.values[source]?.[row];
    if (value !== undefined && !Number.isNaN(value)) return value;
  }
  return Number.NaN;
}

/** Rows without the unknown ones at either end. */
export function trimmed(rows: SelectedRows): SelectedRows {
  const { times, values } = rows;
  const first = values.findIndex((value) => !Number.isNaN(value));
  if (first < 0) return { ...rows, times: new Float64Array(0), values: new Float64Array(0) };
  const last = values.findLastIndex((value) => !Number.isNaN(value));
  return { ...rows, times: times.slice(first, last + 1), values: values.slice(first, last + 1) };
}

function concat(head: Float64Array, tail: Float64Array): Float64Array {
  const joined = new Float64Array(head.length + tail.length);
  joined.set(head);
  joined.set(tail, head.length);
  return joined;
}
