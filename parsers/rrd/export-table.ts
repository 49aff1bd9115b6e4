import type { MetricReading, MetricSeries } from '../contract.ts';
import { trimmed } from './select-rows.ts';

/** A table as `rrdtool xport` and `rrdtool fetch` print it. */
export interface ExportTable {
  /** Legends or names of data sources. */
  readonly columns: readonly string[];
  /** Epoch milliseconds UTC of the rows' ends, ascending. */
  readonly times: Float64Array;
  /** One array for each column; NaN is unknown. */
  readonly values: readonly Float64Array[];
  /** Absent where the text does not tell it and has fewer than two rows. */
  readonly stepMs?: number;
  /** Says where the text is cut off; absent when it is whole. */
  readonly cut?: string;
}

/** A row: seconds since 1970 where the text has them, and one value for each column. */
export interface ExportRow {
  readonly seconds?: number;
  readonly values: readonly number[];
}

/** The values of rows, turned into columns. */
export function columnValues(rows: readonly ExportRow[], columnCount: number): Float64Array[] {
  return Array.from({ length: columnCount }, (_, column) =>
    Float64Array.from(rows, ({ values }) => values[column] ?? Number.NaN),
  );
}

const extreme = /(?:^|[\s_-])(?:max|min)(?:imum)?(?=$|[\s_-])/i;
const mean = /(?:^|[\s_-])(?:avg|average)(?=$|[\s_-])/i;

/**
 * One series for each column, without unknown rows at either end. A column that is the maximum or minimum of
 * another, by its legend, is left out: it is no resource of its own. The text does not tell rates from gauges.
 */
export function tableReading(table: ExportTable): MetricReading {
  const notes = table.cut === undefined ? [] : [table.cut];
  const series: MetricSeries[] = [];
  for (const [index, name] of table.columns.entries()) {
    const values = table.values[index];
    if (values === undefined) continue;
    if (isExtremeOfAnother(name, table.columns)) {
      notes.push(`column left out, as it holds the extremes of another: ${name}`);
      continue;
    }
    const { stepMs = Number.NaN, times } = table;
    const rows = trimmed({ stepMs, times, values });
    const step = table.stepMs === undefined ? {} : { stepMs: table.stepMs };
    series.push({ name, labels: {}, times: rows.times, values: rows.values, ...step });
  }
  return { series, notes };
}

function isExtremeOfAnother(name: string, columns: readonly string[]): boolean {
  if (!extreme.test(name)) return false;
  const base = name.replace(extreme, '').trim();
  return columns.some((other) => other !== name && other.replace(mean, '').trim() === base);
}
