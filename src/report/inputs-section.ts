import type { BlockContent } from 'mdast';
import { reportCommand } from './commands.ts';
import {
  bullets,
  type Column,
  cellCode,
  heading,
  type Inline,
  logCode,
  paragraph,
  shellBlock,
  table,
} from './markup.ts';
import { bytes, count, counted, duration } from './numbers.ts';
import type { CapacityInput, LogInput, Made, Report, SeriesInput } from './report.ts';
import { cellWords, sentence } from './sentence.ts';
import { timeSpan } from './times.ts';

/** Logs that are listed without a table where there is little to say. */
const BRIEF_LOGS = 4;
/** Log files listed one by one; a longer rotated set is summed up below the table. */
export const LOG_ROWS = 20;
/** Series listed in full; of more only those that incidents speak of are listed. */
export const SERIES_ROWS = 12;
/** Characters of a directive with its place; longer ones are cut. */
const DIRECTIVE_CHARACTERS = 160;
/** Reasons for lines not read that are listed for each log, commonest first. */
export const MISS_REASONS = 5;

/** What was read, so that anyone can repeat it. */
export function inputsSection(report: Report): BlockContent[] {
  const { logs, series } = report.inputs;
  if (report.verdict === 'no-incident' && logs.length <= BRIEF_LOGS) {
    return [
      heading(2, 'Inputs'),
      bullets(logs.map(briefLog)),
      ...formatSources(logs),
      ...misses(logs),
      ...anonymity(report),
      ...repetition(report.made),
    ];
  }
  return [
    heading(2, 'Inputs'),
    ...logTable(logs),
    ...formatSources(logs),
    ...misses(logs),
    ...seriesTable(series, seriesOfIncidents(report)),
    ...capacityTable(report.inputs.capacities ?? []),
    paragraph(
      'Sizes are decimal: 1 GB is 1,000,000,000 bytes. Times carry the offset of the logs.',
    ),
    ...anonymity(report),
    ...repetition(report.made),
  ];
}

function anonymity({ anonymized }: Report): BlockContent[] {
  if (anonymized !== true) return [];
  const text =
    'Clients, users, addresses and values of queries are named anew, the same alike throughout.';
  return [paragraph(`${text} Lines are shortened to what is known of them.`)];
}

function briefLog({ path, node, format, lines, parsed, from, to }: LogInput): readonly Inline[] {
  const span = from === undefined || to === undefined ? '' : `, ${timeSpan(from, to)}`;
  const read = parsed === lines ? 'all parsed' : `${count(parsed)} parsed`;
  return [
    logCode(path),
    ...(node === undefined ? [] : [' of ', logCode(node)]),
    ': ',
    logCode(format, 24),
    `, ${counted(lines, 'line')}, ${read}${span}`,
  ];
}

/** How to make the report again. */
function repetition(made: Made | undefined): BlockContent[] {
  if (made === undefined) return [];
  const version = ['Made by culprit ', ...sentence(made.version)];
  const command = reportCommand(made);
  return command === undefined
    ? [paragraph(...version, ' from a pipe or by polling, which nobody can repeat.')]
    : [
        paragraph(
          ...version,
          '. To make it again (with ',
          logCode('-o report.json'),
          ' as data, from which ',
          logCode('culprit lines --report report.json'),
          ' prints lines at once):',
        ),
        shellBlock(command),
      ];
}

const logColumns: readonly Column<LogInput>[] = [
  { title: 'Log', cell: ({ path }) => [cellCode(path)] },
  { title: 'Format', cell: ({ format }) => [logCode(format, 24)] },
  { title: 'Lines', align: 'right', cell: ({ lines }) => [count(lines)] },
  { title: 'Parsed', align: 'right', cell: ({ parsed }) => [count(parsed)] },
  { title: 'Size', align: 'right', cell: (log) => [bytes(log.bytes)] },
  { title: 'Span', cell: ({ from, to }) => [spanText(from, to)] },
];
const nodeColumn: Column<{ readonly node?: string }> = {
  title: 'Host',
  cell: ({ node }) => (node === undefined ? [] : [cellCode(node)]),
};

function logTable(logs: readonly LogInput[]): BlockContent[] {
  if (logs.length === 0) return [paragraph('No logs were read.')];
  const columns = logs.some(({ node }) => node !== undefined)
    ? [nodeColumn, ...logColumns]
    : logColumns;
  const rest = logs.slice(LOG_ROWS);
  if (rest.length === 0) return [table(columns, logs)];
  const lines = rest.reduce((sum, log) => sum + log.lines, 0);
  const more = `${counted(rest.length, 'more log')} with ${counted(lines, 'line')}.`;
  return [table(columns, logs.slice(0, LOG_ROWS)), paragraph(more)];
}

/** The directives that formats were read from: a log's own, or one for a whole rotated set. */
function formatSources(logs: readonly LogInput[]): BlockContent[] {
  const formats = new Map<string, string>();
  for (const { format, formatSource } of logs) {
    if (formatSource !== undefined) formats.set(formatSource, format);
  }
  if (formats.size === 0) return [];
  const lines = [...formats].map(([source, format]) => [
    logCode(format, 24),
    ' by ',
    logCode(source, DIRECTIVE_CHARACTERS),
  ]);
  return [paragraph('Formats read from the server’s configuration:'), bullets(lines)];
}

const capacityColumns: readonly Column<CapacityInput>[] = [
  { title: 'Limit', cell: ({ role }) => cellWords(role) },
  { title: 'Value', align: 'right', cell: ({ role, value }) => [capacityText(role, value)] },
  { title: 'Said by', cell: ({ text }) => [logCode(text, DIRECTIVE_CHARACTERS)] },
  { title: 'Series', cell: ({ series }) => boundedSeries(series) },
];

/** Limits that were stated, those of the option first; what metrics say of a series is not among them. */
function capacityTable(capacities: readonly CapacityInput[]): BlockContent[] {
  if (capacities.length === 0) return [];
  const hosts = capacities.some(({ node }) => node !== undefined);
  const columns = hosts ? [nodeColumn, ...capacityColumns] : capacityColumns;
  return [paragraph('Limits that were stated:'), table(columns, capacities)];
}

function capacityText(role: string, value: number): string {
  return role === 'memory' || role === 'swap' ? bytes(value) : count(value);
}

function boundedSeries([first, ...others]: readonly string[]): readonly Inline[] {
  if (first === undefined) return ['none of these'];
  return others.length === 0 ? [cellCode(first)] : [cellCode(first), ` and ${others.length} more`];
}

/** Lines that were not read, by reason: every line is accounted for. */
function misses(logs: readonly LogInput[]): BlockContent[] {
  const reasons = new Map<string, number>();
  for (const { missed } of logs) {
    for (const [reason, lines] of Object.entries(missed)) {
      reasons.set(reason, (reasons.get(reason) ?? 0) + lines);
    }
  }
  const lines = [...reasons].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  if (lines.length === 0) return [];
  const shown: (readonly Inline[])[] = lines
    .slice(0, MISS_REASONS)
    .map(([reason, missed]) => [`${counted(missed, 'line')}: `, ...sentence(reason)]);
  const rest = lines.slice(MISS_REASONS).reduce((sum, [, missed]) => sum + missed, 0);
  if (rest > 0) shown.push([`${counted(rest, 'line')}: other reasons`]);
  return [paragraph('Lines that could not be read:'), bullets(shown)];
}

const seriesColumns: readonly Column<SeriesInput>[] = [
  { title: 'Series', cell: ({ name }) => [cellCode(name)] },
  { title: 'Role', cell: ({ role }) => cellWords(role) },
  { title: 'Unit', cell: ({ unit }) => cellWords(unit) },
  { title: 'Step', align: 'right', cell: ({ stepSeconds }) => [duration(stepSeconds)] },
  { title: 'Points', align: 'right', cell: ({ points }) => [count(points)] },
  { title: 'Span', cell: ({ from, to }) => [spanText(from, to)] },
];
function seriesTable(series: readonly SeriesInput[], used: ReadonlySet<string>): BlockContent[] {
  if (series.length === 0) return [paragraph('No resource series were read.')];
  const few = series.length <= SERIES_ROWS;
  const wanted = few ? series : series.filter(({ name }) => used.has(name));
  const shown = wanted.slice(0, SERIES_ROWS);
  const total = counted(series.length, 'resource series', 'resource series');
  const hosts = shown.some(({ node }) => node !== undefined);
  const columns = hosts ? [nodeColumn, ...seriesColumns] : seriesColumns;
  return [
    ...(few ? [] : [paragraph(`${total} read. ${shownText(shown.length, wanted.length)}`)]),
    ...(shown.length === 0 ? [] : [table(columns, shown)]),
  ];
}

function shownText(shown: number, wanted: number): string {
  if (wanted === 0) return 'None is part of an incident.';
  return shown < wanted
    ? `The first ${shown} of ${wanted} that the incidents speak of, the JSON report has all:`
    : 'Those that the incidents speak of:';
}

function seriesOfIncidents({ incidents }: Report): ReadonlySet<string> {
  return new Set(
    incidents.flatMap(({ primary, ladder }) => [
      primary.series,
      ...ladder.map(({ series }) => series),
    ]),
  );
}

function spanText(from: string | undefined, to: string | undefined): string {
  return from === undefined || to === undefined ? '' : timeSpan(from, to);
}
