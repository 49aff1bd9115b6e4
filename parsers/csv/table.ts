import type { MetricSource, Miss } from '../contract.ts';
import type { Dialect } from './dialect.ts';
import type { Column, Layout } from './layout.ts';
import { Rows } from './rows.ts';
import { SampleBuffer } from './sample-buffer.ts';
import { admits, type DayOrder, TableClock } from './table-clock.ts';
import { readCell, readPlain } from './values.ts';

/** More series are rows told apart by what is no name: addresses, messages. */
export const MAX_SERIES = 20_000;
/** Rows whose time is not read, at most, for a table to be one of samples. */
const MAX_UNREAD_SHARE = 0.5;

/** The samples of one series, with what tells it apart. */
export interface TableSeries {
  /** The column of the values. */
  readonly column: Column;
  /** What stands in the columns that tell rows apart, in the order of `tellingColumns`. */
  readonly texts: readonly string[];
  readonly samples: SampleBuffer;
}

/** What was met on the way that readers of the report should know. */
export interface TableTally {
  rows: number;
  zoneless: number;
  unreadTimes: number;
  unreadCells: number;
  otherWidth: number;
  isCut: boolean;
}

export interface Table {
  readonly series: readonly TableSeries[];
  readonly tally: TableTally;
  /** Where the next table begins, or the end of the bytes. */
  readonly end: number;
}

/** The columns that tell rows of one time apart. */
export function tellingColumns({ node, labels, name }: Layout): readonly Column[] {
  return [node, ...labels, name].filter((column) => column !== undefined);
}

/** Reads the table that begins at `from`. A head after an empty line begins another table. */
export function readTable(
  bytes: Uint8Array,
  from: number,
  { delimiter, layout }: Dialect,
  zone: MetricSource['zone'],
): Table | Miss {
  const order = dayOrder(new Rows(bytes, delimiter, from), layout);
  if (typeof order === 'object') return order;
  const rows = new Rows(bytes, delimiter, from);
  const reader = new TableReader(rows, layout, { clock: new TableClock(order), zone });
  if (layout.hasHead) nextFilled(rows);
  let isAfterBlank = false;
  while (rows.next()) {
    if (rows.isBlank) {
      isAfterBlank = true;
      continue;
    }
    const outcome = reader.readRow();
    if (outcome === 'no-time' && isAfterBlank) {
      rows.rewind();
      return finished(reader, rows.at);
    }
    if (outcome === 'too-many') return tooMany;
    if (outcome === 'no-time') reader.tally.unreadTimes++;
    isAfterBlank = false;
  }
  return finished(reader, bytes.length);
}

const tooMany: Miss = Object.freeze({
  reason: `a table with over ${MAX_SERIES} series: its rows look like events, not like samples of resources`,
});

function finished({ series, tally }: TableReader, end: number): Table | Miss {
  if (tally.unreadTimes > (tally.rows + tally.unreadTimes) * MAX_UNREAD_SHARE) {
    return { reason: 'a table whose time column is not read in most of its rows' };
  }
  return { series, tally, end };
}

/** Goes to the next row that is no empty line. */
function nextFilled(rows: Rows): boolean {
  while (rows.next()) if (!rows.isBlank) return true;
  return false;
}

/** Which number of the dates is the day, as the whole column tells. */
function dayOrder(rows: Rows, { hasHead, time, sample }: Layout): DayOrder | Miss {
  const example = sample.map((row) => row[time.at] ?? '').find((text) => openDate.test(text));
  if (example === undefined) return 'dmy';
  const open = new Set<DayOrder>(['dmy', 'mdy']);
  if (hasHead) nextFilled(rows);
  while (open.size > 1 && nextFilled(rows)) {
    const text = rows.text(time.at);
    for (const order of ['dmy', 'mdy'] as const) if (!admits(text, order)) open.delete(order);
  }
  const [order = 'dmy', other] = open;
  if (other === undefined) return order;
  return {
    reason: `dates like ${example} may begin with the day or with the month, and no row tells which: write them as 2026-11-21`,
    field: 'time',
  };
}

/** Dates that may begin with the day or with the month. */
const openDate = /^\s*\d{1,2}[-/]\d{1,2}[-/]\d{4}/;

class TableReader {
  readonly tally: TableTally = {
    rows: 0,
    zoneless: 0,
    unreadTimes: 0,
    unreadCells: 0,
    otherWidth: 0,
    isCut: false,
  };
  readonly series: TableSeries[] = [];
  readonly #rows: Rows;
  readonly #layout: Layout;
  readonly #clock: TableClock;
  readonly #zone: MetricSource['zone'];
  readonly #telling: readonly Column[];
  /** The series of a row, one for each column of values, by its telling texts. */
  readonly #byTexts = new Map<string, readonly TableSeries[]>();

  constructor(
    rows: Rows,
    layout: Layout,
    { clock, zone }: { readonly clock: TableClock; readonly zone: MetricSource['zone'] },
  ) {
    this.#rows = rows;
    this.#layout = layout;
    this.#clock = clock;
    this.#zone = zone;
    this.#telling = tellingColumns(layout);
  }

  readRow(): 'read' | 'no-time' | 'too-many' {
    const { tally } = this;
    const { time, width } = this.#layout;
    const rows = this.#rows;
    if (rows.isCut || (rows.isUnended && rows.cells < width)) {
      tally.isCut = true;
      return 'read';
    }
    const writtenMs = this.#clock.read(rows.bytes, rows.start(time.at), rows.end(time.at));
    if (time.at >= rows.cells || Number.isNaN(writtenMs)) return 'no-time';
    tally.rows++;
    if (rows.cells !== width) tally.otherWidth++;
    if (!this.#clock.isZoned) tally.zoneless++;
    const timeMs = this.#clock.isZoned ? writtenMs : (this.#zone?.utcOf(writtenMs) ?? writtenMs);
    const series = this.#seriesOfRow();
    if (series === undefined) return 'too-many';
    for (const { column, samples } of series) this.#readInto(samples, column.at, timeMs);
    return 'read';
  }

  #seriesOfRow(): readonly TableSeries[] | undefined {
    const texts = this.#telling.map(({ at }) => this.#rows.text(at));
    const key = texts.length === 1 ? (texts[0] ?? '') : JSON.stringify(texts);
    const known = this.#byTexts.get(key);
    if (known !== undefined) return known;
    const added = this.#layout.values.map((column) => {
      return { column, texts, samples: new SampleBuffer() };
    });
    this.series.push(...added);
    this.#byTexts.set(key, added);
    return this.series.length > MAX_SERIES ? undefined : added;
  }

  /** Cells without a value give no sample: tables joined by time have them wherever another series has its own. */
  #readInto(samples: SampleBuffer, cell: number, timeMs: number): void {
    const rows = this.#rows;
    if (cell >= rows.cells) return;
    const [start, end] = [rows.start(cell), rows.end(cell)];
    const { mark } = this.#layout;
    const plain = readPlain(rows.bytes, start, end, mark);
    if (!Number.isNaN(plain)) {
      samples.add(timeMs, plain);
      return;
    }
    const read = readCell(rows.bytes, start, end, mark);
    if (read === undefined || !agrees(samples, read.unit)) this.tally.unreadCells++;
    else if (!Number.isNaN(read.value)) samples.add(timeMs, read.value);
  }
}

/** Whether a cell's unit is that of the cells before it, which the series takes over from the first. */
function agrees(samples: SampleBuffer, unit: string | undefined): boolean {
  if (unit === undefined || samples.unit === unit) return true;
  if (samples.unit !== undefined) return false;
  samples.unit = unit;
  return true;
}
