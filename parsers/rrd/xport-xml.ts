import type { Miss } from '../contract.ts';
import type { ExportRow } from './export-table.ts';
import { elementText, readCount, readNumber } from './text.ts';
import type { XportText } from './xport.ts';

/**
 * Reads what `rrdtool xport` prints without `--json`. Legends come as they were typed, with `<` and `&`, so that no
 * XML library takes the text. Columns are `<v>`, or numbered `<v0>` under `--enumds`; rows carry `<t>` under
 * `--showtime`, in versions before 1.5 always.
 */
export function scanXportXml(text: string): XportText | Miss {
  const dataAt = text.indexOf('<data>');
  const meta = dataAt < 0 ? text : text.slice(0, dataAt);
  const legends = parts(meta, 'entry').map((part) => part.trim());
  const rows: ExportRow[] = [];
  for (const cells of parts(dataAt < 0 ? '' : text.slice(dataAt), 'row')) {
    const row = scanRow(cells);
    if (row === undefined) {
      return { reason: `damaged rrdtool xport: row ${rows.length + 1} is not made of numbers` };
    }
    rows.push(row);
  }
  return {
    startSeconds: readCount(elementText(meta, 'start')),
    stepSeconds: readCount(elementText(meta, 'step')),
    legends,
    rows,
    isCut: !text.includes('</data>'),
  };
}

/** What stands in the elements of a name, each up to the last of its closing tags: a legend may hold one too. */
function parts(text: string, name: string): readonly string[] {
  return text
    .split(`<${name}>`)
    .slice(1)
    .flatMap((part) => {
      const end = part.lastIndexOf(`</${name}>`);
      return end < 0 ? [] : [part.slice(0, end)];
    });
}

function scanRow(text: string): ExportRow | undefined {
  const values: number[] = [];
  for (const [, cell = ''] of text.matchAll(/<v\d*>([^<]*)<\/v\d*>/g)) {
    const value = readNumber(cell);
    if (value === undefined) return undefined;
    values.push(value);
  }
  const seconds = readCount(elementText(text, 't'));
  return { ...(seconds === undefined ? {} : { seconds }), values };
}
