import { headMeaning } from './names.ts';
import { MAX_TIME_LENGTH, TableClock } from './table-clock.ts';
import { type DecimalMark, decimalMarkOf, readValue } from './values.ts';

/** A column, by its place from 0 and its head; the head is '' where the table has none. */
export interface Column {
  readonly at: number;
  readonly head: string;
}

/** What the columns of a table are. */
export interface Layout {
  readonly hasHead: boolean;
  /** How many cells a row has. */
  readonly width: number;
  readonly time: Column;
  readonly values: readonly [Column, ...Column[]];
  /** The column that names the series of a row, in tables that have a row for each series and time. */
  readonly name: Column | undefined;
  /** The column with the host of a row. */
  readonly node: Column | undefined;
  /** Further columns that tell the series of rows apart. */
  readonly labels: readonly Column[];
  readonly mark: DecimalMark;
  /** The column's first cells, as far as the layout was told by them. */
  readonly sample: readonly (readonly string[])[];
}

/** Times among the cells of a column of times, at least: tables may end with totals. */
const MOST = 0.6;
/** Numbers among the cells of a column of values, at least. */
const HALF = 0.5;
/** A column of numbers beside `value` tells rows apart where its numbers are no longer than this: CPUs, ports. */
const MAX_LABEL_DIGITS = 5;

const encoder = new TextEncoder();

/** Tells the columns by the first rows. Undefined where no column holds times, or none values. */
export function layoutOf(
  rows: readonly (readonly string[])[],
  isCommaDelimited: boolean,
): Layout | undefined {
  const [head] = rows;
  if (head === undefined || head.length < 2) return undefined;
  const below = rows.length > 1 ? rows.slice(1) : rows;
  const timeAt = timeColumn(head, below);
  if (timeAt === undefined) return undefined;
  const hasHead = !isTime(head[timeAt] ?? '');
  if (hasHead && rows.length < 2) return undefined;
  const sample = hasHead ? below : rows;
  const columns = head.map((text, at): Column => ({ at, head: hasHead ? text.trim() : '' }));
  const others = columns.filter(({ at }) => at !== timeAt);
  const mark = decimalMarkOf(othersOf(sample, timeAt), isCommaDelimited);
  const texts = others.filter((column) => !isNumeric(column, sample, mark) || isNamed(column));
  const numbers = others.filter((column) => !texts.includes(column));
  const time = columns[timeAt];
  const [first, ...rest] = valuesAmong(numbers, sample, texts.length > 0);
  if (time === undefined || first === undefined) return undefined;
  const values = [first, ...rest] as const;
  const telling = others.filter((column) => !values.includes(column));
  const node = telling.find(({ head: text }) => headMeaning(text) === 'node');
  const name = nameAmong(
    telling.filter((column) => column !== node),
    values,
  );
  const labels = telling.filter((column) => column !== node && column !== name);
  return { hasHead, width: head.length, time, values, name, node, labels, mark, sample };
}

/** The column whose cells are times: one that is called so, else the first. */
function timeColumn(
  head: readonly string[],
  below: readonly (readonly string[])[],
): number | undefined {
  const times = [...head.keys()].filter((at) => {
    const hits = below.filter((row) => isTime(row[at] ?? '')).length;
    return hits > 0 && hits >= below.length * MOST;
  });
  return times.find((at) => headMeaning(head[at] ?? '') === 'time') ?? times[0];
}

const clocks = [new TableClock('dmy'), new TableClock('mdy')];

function isTime(text: string): boolean {
  if (text.length > MAX_TIME_LENGTH) return false;
  const bytes = encoder.encode(text);
  return clocks.some((clock) => !Number.isNaN(clock.read(bytes, 0, bytes.length)));
}

function* othersOf(rows: readonly (readonly string[])[], timeAt: number): Iterable<string> {
  for (const row of rows) for (const [at, cell] of row.entries()) if (at !== timeAt) yield cell;
}

/** Whether the cells are numbers, or nothing at all. */
function isNumeric(
  { at }: Column,
  rows: readonly (readonly string[])[],
  mark: DecimalMark,
): boolean {
  const read = rows.map((row) => readValue(row[at] ?? '', mark));
  const present = read.filter((value) => value === undefined || !Number.isNaN(value.value));
  return present.filter((value) => value !== undefined).length >= present.length * HALF;
}

/** Whether the head says that the column tells series apart, though its cells be numbers. */
function isNamed({ head }: Column): boolean {
  const meaning = headMeaning(head);
  return meaning === 'name' || meaning === 'node';
}

/** Beside a column that is called `value`, short whole numbers are labels. */
function valuesAmong(
  numbers: readonly Column[],
  rows: readonly (readonly string[])[],
  hasTexts: boolean,
): readonly Column[] {
  const called = numbers.filter(({ head }) => head !== '' && headMeaning(head) === 'value');
  if (called.length === 0 || !hasTexts) return numbers;
  const label = new RegExp(`^\\d{1,${MAX_LABEL_DIGITS}}$`);
  const isLabel = ({ at }: Column): boolean => rows.every((row) => label.test(row[at] ?? ''));
  return numbers.filter((column) => called.includes(column) || !isLabel(column));
}

/** The column that is called a name; where nothing else says what the values are, the last of the texts. */
function nameAmong(
  texts: readonly Column[],
  values: readonly [Column, ...Column[]],
): Column | undefined {
  const called = texts.findLast(({ head }) => headMeaning(head) === 'name');
  if (called !== undefined) return called;
  const [only, ...others] = values;
  return others.length === 0 && headMeaning(only.head) === 'value' ? texts.at(-1) : undefined;
}
