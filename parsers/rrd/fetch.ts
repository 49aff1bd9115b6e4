import { isMiss, type Miss } from '../contract.ts';
import { columnValues, type ExportRow, type ExportTable } from './export-table.ts';
import { LAST_SECOND } from './rrd-file.ts';
import { readCount, readNumber } from './text.ts';

type FetchRow = Required<ExportRow>;

/** A last row without its line end is whole when it ends as a number of rrdtool does. */
const numberEnd = /(?:e[-+]\d{2,}|nan|inf)$/i;

/**
 * Reads what `rrdtool fetch` prints: the names of the data sources, an empty line, then `seconds: value …` for each row.
 * https://oss.oetiker.ch/rrdtool/doc/rrdfetch.en.html
 */
export function readFetch(text: string): ExportTable | Miss {
  const [header = '', ...lines] = text.split(/\r?\n/);
  const columns = header.split(/\s+/).filter((name) => name !== '');
  if (columns.length === 0) return damaged('line 1', 'the names of data sources');
  const isCut = endsInARow(lines, columns.length);
  if (isCut) lines.pop();
  const rows = readRows(lines, columns.length);
  if (isMiss(rows)) return rows;
  const [first, second] = rows;
  if (first === undefined) return damaged('line 3', 'a row');
  return {
    columns,
    times: Float64Array.from(rows, ({ seconds }) => seconds * 1000),
    values: columnValues(rows, columns.length),
    ...(second === undefined ? {} : { stepMs: (second.seconds - first.seconds) * 1000 }),
    ...(isCut ? { cut: `cut off after row ${rows.length}` } : {}),
  };
}

/** Whether the text ends before the last number of its last row does. */
function endsInARow(lines: readonly string[], count: number): boolean {
  const last = lines.at(-1) ?? '';
  if (last.trim() === '') return false;
  return readRow(last, count) === undefined || !numberEnd.test(last.trimEnd());
}

function readRows(lines: readonly string[], count: number): readonly FetchRow[] | Miss {
  const rows: FetchRow[] = [];
  let before = Number.NEGATIVE_INFINITY;
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const row = readRow(line, count);
    if (row === undefined || row.seconds <= before || row.seconds > LAST_SECOND) {
      return damaged(`line ${index + 2}`, `a later time and ${count} numbers`);
    }
    before = row.seconds;
    rows.push(row);
  }
  return rows;
}

function readRow(line: string, count: number): FetchRow | undefined {
  const colon = line.indexOf(':');
  const seconds = readCount(colon < 0 ? undefined : line.slice(0, colon));
  const cells = line
    .slice(colon + 1)
    .trim()
    .split(/\s+/);
  const values = cells.map(readNumber).filter((value) => value !== undefined);
  if (seconds === undefined || values.length !== count || cells.length !== count) return undefined;
  return { seconds, values };
}

function damaged(field: string, expected: string): Miss {
  return { reason: `damaged rrdtool fetch: ${field} is not ${expected}`, field };
}
