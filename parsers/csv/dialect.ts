import { type Layout, layoutOf } from './layout.ts';
import { headMeaning } from './names.ts';
import { Rows } from './rows.ts';

/** How a table is written. */
export interface Dialect {
  readonly delimiter: number;
  readonly layout: Layout;
}

/** Rows that a table's layout is told by. */
export const SAMPLE_ROWS = 200;

const COMMA = 0x2c;
/** By these cells are parted; tried in this order. */
const delimiters = [COMMA, 0x3b, 0x09, 0x7c] as const;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
/** A line that tells Excel the delimiter, or a remark. */
const PREAMBLE_LINE = /^(?:sep=.|#.*)?(?:\r\n|\n|\r)/i;
const BYTE_ORDER_MARK = '\uFEFF';
/** Preambles are searched no further than this. */
const MAX_PREAMBLE_BYTES = 4096;

/** Where the first table begins: behind a byte order mark, `sep=;`, remarks and empty lines. */
export function tableStart(bytes: Uint8Array): number {
  let text = decoder.decode(bytes.subarray(0, MAX_PREAMBLE_BYTES));
  const { length } = text;
  if (text.startsWith(BYTE_ORDER_MARK)) text = text.slice(1);
  for (let line = PREAMBLE_LINE.exec(text); line !== null; line = PREAMBLE_LINE.exec(text)) {
    text = text.slice(line[0].length);
  }
  if (text.length === length) return 0;
  const preamble = decoder
    .decode(bytes.subarray(0, MAX_PREAMBLE_BYTES))
    .slice(0, length - text.length);
  return new TextEncoder().encode(preamble).length;
}

/** The delimiter under which the rows from `from` on are a table with a time and values; undefined where there is none. */
export function dialectOf(bytes: Uint8Array, from: number): Dialect | undefined {
  for (const delimiter of delimiters) {
    const layout = layoutOf(sampleRows(bytes, delimiter, from), delimiter === COMMA);
    if (layout !== undefined) return { delimiter, layout };
  }
  return undefined;
}

/** Whether the bytes, which may be cut off in their first row, begin with the head of a column of times. */
export function beginsWithTime(bytes: Uint8Array, from: number): boolean {
  return delimiters.some((delimiter) => {
    const rows = new Rows(bytes, delimiter, from);
    return rows.next() && rows.isUnended && rows.cells > 1 && headMeaning(rows.text(0)) === 'time';
  });
}

function sampleRows(
  bytes: Uint8Array,
  delimiter: number,
  from: number,
): readonly (readonly string[])[] {
  const rows = new Rows(bytes, delimiter, from);
  const sample: (readonly string[])[] = [];
  while (sample.length < SAMPLE_ROWS && rows.next()) {
    // Behind an empty line another table may begin.
    if (rows.isBlank && sample.length > 1) break;
    if (rows.isBlank) continue;
    // A row that ends with the bytes may be cut off: it counts only where there are few others.
    if (sample.length > 1 && rows.isUnended) break;
    sample.push(rows.texts());
  }
  return sample;
}
