import type { Miss } from '../contract.ts';
import type { ExportRow } from './export-table.ts';
import { readCount, readNumber } from './text.ts';
import type { XportText } from './xport.ts';

/** The list of legends, up to the bracket after the last quote that another part of `meta` or its end follows. */
const legendList = /"legend"\s*:\s*\[\s*(?<quote>["'])(?<list>.*?)\k<quote>\s*\]\s*[,}]/s;
const row = /\[(?:\s*(?<quote>["'])(?<time>[^"']*)\k<quote>\s*,?)?(?<cells>[^[\]"']*)\]/g;

/**
 * Reads what `rrdtool xport --json` prints. Before 1.8 legends come as they were typed, with quotes, before 1.5 in
 * single quotes beside keys without any: no JSON library takes the text.
 */
export function scanXportJson(text: string): XportText | Miss {
  const dataAt = text.search(/"data"\s*:\s*\[/);
  const meta = dataAt < 0 ? text : text.slice(0, dataAt);
  const data = dataAt < 0 ? '' : text.slice(text.indexOf('[', dataAt) + 1);
  const rows: ExportRow[] = [];
  let end = 0;
  for (const match of data.matchAll(row)) {
    const { time, cells = '' } = match.groups ?? {};
    const values = cells.split(',').map(readNumber);
    if (values.includes(undefined)) {
      return { reason: `damaged rrdtool xport: row ${rows.length + 1} is not made of numbers` };
    }
    const seconds = readCount(time);
    rows.push({
      ...(seconds === undefined ? {} : { seconds }),
      values: values.filter((value) => value !== undefined),
    });
    end = match.index + match[0].length;
  }
  return {
    startSeconds: numberOf(meta, 'start'),
    stepSeconds: numberOf(meta, 'step'),
    legends: scanLegends(meta),
    rows,
    isCut: !/^\s*\]/.test(data.slice(end)),
  };
}

function numberOf(meta: string, key: string): number | undefined {
  return readCount(new RegExp(`"${key}"\\s*:\\s*(\\d+)`).exec(meta)?.[1]);
}

/** Entries stand on lines of their own; where somebody joined the lines, their quotes and commas part them. */
function scanLegends(meta: string): readonly string[] {
  const { list, quote = '"' } = legendList.exec(meta)?.groups ?? {};
  if (list === undefined) return [];
  const between = list.includes('\n') ? '\\s*,\\s*\\n\\s*' : '\\s*,\\s*';
  return list
    .split(new RegExp(`${quote}${between}${quote}`))
    .map((legend) => legend.replace(/\\(["\\])/g, '$1').trim());
}
