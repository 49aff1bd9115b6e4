import {
  isMiss,
  type MetricReading,
  type MetricRoom,
  type MetricSeries,
  type MetricSource,
  type Miss,
} from '../contract.ts';
import { beginsWithTime, dialectOf, tableStart } from './dialect.ts';
import type { Layout } from './layout.ts';
import { headMeaning, readSeriesName } from './names.ts';
import { areRequests } from './requests.ts';
import {
  readTable,
  type Table,
  type TableSeries,
  type TableTally,
  tellingColumns,
} from './table.ts';

/** Samples at a time that their series has already, at most, for a table to be one of samples. */
export const MAX_REPEATED_SHARE = 0.2;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
/** What JSON and XML begin with, and no table. */
const markup = /^\uFEFF?\s*[{[<]/;

/**
 * Tables of text, their cells parted by commas, semicolons, tabs or bars: Grafana's exports of all its versions, and
 * any other with a column of times and one of numbers. A series stands in a column, or in the rows that share their
 * texts. Cells with a unit (`12.3 GB`) are read in its base (bytes, seconds), and cells without a value are no samples.
 * https://grafana.com/docs/grafana/latest/panels-visualizations/panel-inspector/
 */
export const csvRoom: MetricRoom = {
  name: 'csv',
  recognises(head: Uint8Array): boolean {
    if (markup.test(decoder.decode(head)) || head.includes(0)) return false;
    const start = tableStart(head);
    const dialect = dialectOf(head, start);
    if (dialect !== undefined) return !areRequests(dialect.layout);
    // The names of many series may fill all of the head.
    return beginsWithTime(head, start);
  },
  read: readCsv,
};

function readCsv(bytes: Uint8Array, source: MetricSource): MetricReading | Miss {
  const series: MetricSeries[] = [];
  const notes = new TableNotes();
  let at = tableStart(bytes);
  while (at < bytes.length) {
    const dialect = dialectOf(bytes, at);
    if (dialect === undefined) {
      notes.unreadTables++;
      break;
    }
    if (areRequests(dialect.layout)) return requests;
    const table = readTable(bytes, at, dialect, source.zone);
    if (isMiss(table)) return table;
    const read = seriesOf(table, dialect.layout, source);
    if (read.repeated > table.tally.rows * MAX_REPEATED_SHARE) return events;
    series.push(...read.series);
    notes.add(table.tally, read.repeated);
    at = table.end;
  }
  return series.length === 0
    ? { reason: 'a table without values' }
    : { series, notes: notes.texts(source) };
}

const requests: Miss = Object.freeze({
  reason: 'a table of requests, not of metrics: give it as a log',
});
const events: Miss = Object.freeze({
  reason: 'a table with several rows for one time of a series: events, not samples of resources',
});

function seriesOf(
  { series: read }: Table,
  layout: Layout,
  source: MetricSource,
): { readonly series: readonly MetricSeries[]; readonly repeated: number } {
  let repeated = 0;
  const series: MetricSeries[] = [];
  for (const one of read) {
    if (one.samples.length === 0) continue;
    const { times, values, repeated: again } = one.samples.take();
    // Samples of one column are counted for the rows that they stand in.
    repeated += again / layout.values.length;
    const { unit } = one.samples;
    series.push({
      ...identityOf(one, layout, source),
      ...(unit === undefined ? {} : { unit }),
      times,
      values,
    });
  }
  return { series, repeated: Math.round(repeated) };
}

type Identity = Pick<MetricSeries, 'name' | 'labels' | 'node'>;

/** What a series is called: by its rows, else by the head of its column, else by the file. */
function identityOf(
  { column, texts }: TableSeries,
  layout: Layout,
  { fileName }: MetricSource,
): Identity {
  const telling = tellingColumns(layout);
  const textOf = (wanted: Layout['name']): string | undefined =>
    wanted === undefined ? undefined : texts[telling.indexOf(wanted)];
  const { values, node: nodeColumn } = layout;
  const own = readSeriesName(column.head);
  const stem = fileName.replace(/\.(?:csv|tsv|txt)$/i, '');
  const isAlone = values.length === 1;
  const says = headMeaning(column.head) !== 'value' && own.name !== '';
  const ownName = says
    ? own.name
    : isAlone || column.head !== ''
      ? stem
      : `${stem} column ${column.at + 1}`;
  const named = readSeriesName(textOf(layout.name) ?? '');
  const name = named.name === '' ? ownName : isAlone ? named.name : `${named.name} ${ownName}`;
  const twin = values.some(
    ({ at, head }) => at !== column.at && head !== '' && head === column.head,
  );
  const node = textOf(nodeColumn);
  return {
    name,
    labels: {
      ...Object.fromEntries(
        layout.labels.map((label) => [label.head || `column ${label.at + 1}`, textOf(label) ?? '']),
      ),
      ...own.labels,
      ...named.labels,
      ...(twin ? { column: String(column.at + 1) } : {}),
    },
    ...(node === undefined || node === '' ? {} : { node }),
  };
}

/** Sums what the tables of one file gave occasion to say. */
class TableNotes {
  unreadTables = 0;
  readonly #sums = { zoneless: 0, unreadTimes: 0, unreadCells: 0, otherWidth: 0, repeated: 0 };
  #isCut = false;

  add(
    { zoneless, unreadTimes, unreadCells, otherWidth, isCut }: TableTally,
    repeated: number,
  ): void {
    this.#sums.zoneless += zoneless;
    this.#sums.unreadTimes += unreadTimes;
    this.#sums.unreadCells += unreadCells;
    this.#sums.otherWidth += otherWidth;
    this.#sums.repeated += repeated;
    this.#isCut ||= isCut;
  }

  texts({ zone }: MetricSource): readonly string[] {
    const { zoneless, unreadTimes, unreadCells, otherWidth, repeated } = this.#sums;
    const notes: readonly (readonly [boolean, string])[] = [
      [zoneless > 0 && zone === undefined, 'no zone: its times are taken as UTC'],
      [this.#isCut, 'cut off in its last row, which is left out'],
      [unreadTimes > 0, `rows whose time is not read, left out: ${unreadTimes}`],
      [unreadCells > 0, `cells that are no numbers, left out: ${unreadCells}`],
      [otherWidth > 0, `rows with more or fewer cells than the first: ${otherWidth}`],
      [
        repeated > 0,
        `rows at a time that their series has already, of which the last counts: ${repeated}`,
      ],
      [this.unreadTables > 0, 'a further table without times and numbers, left out'],
    ];
    return notes.flatMap(([applies, text]) => (applies ? [text] : []));
  }
}
