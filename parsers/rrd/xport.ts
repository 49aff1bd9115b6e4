import type { Miss } from '../contract.ts';
import { columnValues, type ExportRow, type ExportTable } from './export-table.ts';
import { LAST_SECOND } from './rrd-file.ts';

/** What either form of `rrdtool xport` says, before it is checked. */
export interface XportText {
  /** Epoch seconds of the first row. */
  readonly startSeconds: number | undefined;
  readonly stepSeconds: number | undefined;
  readonly legends: readonly string[];
  readonly rows: readonly ExportRow[];
  readonly isCut: boolean;
}

/**
 * Joins legends and rows. Rows stand at `start`, `start + step`, …, unless they carry their own times, which may
 * descend (XenServer's do). `end` is not looked at: versions before 1.5 print the start there in JSON.
 * https://oss.oetiker.ch/rrdtool/doc/rrdxport.en.html
 */
export function joinXport(text: XportText): ExportTable | Miss {
  const { startSeconds, stepSeconds, legends, rows } = text;
  if (!stepSeconds) return damaged('step', 'a number of seconds');
  if (legends.length === 0) return damaged('legend', 'there');
  if (rows.length === 0) return damaged('data', 'there');
  const odd = rows.findIndex(({ values }) => values.length !== legends.length);
  if (odd >= 0) return damaged(`row ${odd + 1}`, `${legends.length} values, as there are legends`);
  const timed = rows.every(({ seconds }) => seconds !== undefined);
  if (!timed && startSeconds === undefined) return damaged('start', 'a number of seconds');
  const stamped = rows.map((row, index) => ({
    values: row.values,
    seconds: timed ? (row.seconds ?? 0) : (startSeconds ?? 0) + index * stepSeconds,
  }));
  const [first, second] = stamped;
  if (first !== undefined && second !== undefined && second.seconds < first.seconds) {
    stamped.reverse();
  }
  if (!ascend(stamped)) return damaged('times', 'ascending seconds');
  return {
    columns: legends,
    times: Float64Array.from(stamped, ({ seconds }) => seconds * 1000),
    values: columnValues(stamped, legends.length),
    stepMs: stepSeconds * 1000,
    ...(text.isCut ? { cut: `cut off after row ${rows.length}` } : {}),
  };
}

function ascend(rows: readonly { readonly seconds: number }[]): boolean {
  return rows.every(({ seconds }, index) => {
    const before = rows[index - 1]?.seconds ?? Number.NEGATIVE_INFINITY;
    return seconds > before && seconds <= LAST_SECOND;
  });
}

function damaged(field: string, expected: string): Miss {
  return { reason: `damaged rrdtool xport: ${field} is not ${expected}`, field };
}
