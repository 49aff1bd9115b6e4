import { type Analysis, analyse } from '../analysis/analyse.ts';
import { writeWhole } from '../atomic-file.ts';
import { type Collected, collect } from '../collect.ts';
import { composeReport } from '../compose/compose.ts';
import { type ExemplarPlace, exemplarPlaces } from '../compose/exemplars.ts';
import { MANY_MISSES } from '../compose/limits.ts';
import { clockOf } from '../compose/log-clock.ts';
import type { LogSummary } from '../compose/log-summary.ts';
import { EXIT_DONE, EXIT_FOUND } from '../exit-status.ts';
import { placeKey } from '../ingest/line-at.ts';
import { displayName } from '../ingest/read-logs.ts';
import type { Io } from '../io.ts';
import { type Options, type RawOptions, resolveOptions } from '../options.ts';
import { nameOptions, recordedOptions } from '../reading-options.ts';
import { visibleText } from '../report/log-text.ts';
import type { Report } from '../report/report.ts';
import { subjectText } from '../report/subject-text.ts';
import { lookAgain } from '../second-look/look-again.ts';
import { sourceOf } from '../server-config/configured-format.ts';

/** `culprit [input...]`: reads, analyses, writes the report. Gives the exit status. */
export async function reportCommand(
  inputs: readonly string[],
  raw: RawOptions,
  io: Io,
): Promise<number> {
  const options = await resolveOptions(inputs, raw, { hasPipe: io.stdin.isTTY !== true });
  const recorded = recordedOptions(options);
  const collected = await collect(options, io);
  const analysis = analyse(collected.hosts, { top: options.top });
  const logs = collected.logs.map((log) => summaryOf(log, options));
  const within = { fromMs: options.fromMs, toMs: options.toMs + 1 };
  const secondLook = await lookAgain({
    incidents: analysis.incidents,
    logs: collected.logs,
    lineRanges: collected.lineRanges,
    names: nameOptions(recorded),
    zone: options.zone,
    within,
  });
  const lines = await collected.linesAt(placesOf(analysis, { logs, ...secondLook }));
  const report = composeReport({
    analysis,
    logs,
    options: recorded,
    series: collected.series,
    capacities: collected.capacities,
    configs: collected.configs,
    skipped: collected.skipped,
    notes: collected.notes,
    lines: (place) => lines.get(placeKey(place)),
    secondLook,
    within,
    offsetMinutes: collected.offsetMinutes,
  });
  await write(report, options, io);
  if (!options.quiet) note(report, logs, { options, io });
  const found = report.verdict === 'culprit' || report.verdict === 'suspect';
  return options.exitCode && found ? EXIT_FOUND : EXIT_DONE;
}

function summaryOf(
  { path, host, isPipe, facts, start }: Collected['logs'][number],
  { zone }: Options,
): LogSummary {
  const { tally, format, fate, configuredBy, misconfigured } = facts;
  return {
    path,
    name: displayName(path),
    host,
    format: format?.name ?? '',
    server: format?.room.name ?? '',
    formatSource: configuredBy && sourceOf(configuredBy),
    unfitSource: misconfigured && sourceOf(misconfigured),
    lines: tally.lines,
    parsed: tally.parsed,
    missed: tally.missed(),
    unread: tally.lines - tally.parsed - tally.between,
    fromMs: Number.isFinite(facts.fromMs) ? facts.fromMs : undefined,
    toMs: Number.isFinite(facts.toMs) ? facts.toMs : undefined,
    bytes: tally.bytes,
    fields: format?.parser.fields ?? new Set(),
    impliesDurations: facts.impliesDurations,
    clock: clockOf(facts, zone),
    start,
    cutBytes: fate === undefined ? 0 : Math.max(0, fate.openedWith - fate.read),
    isPipe,
  };
}

/** Where lines stand that the report shows and that are not at hand yet. */
function placesOf(
  { incidents }: Analysis,
  from: Parameters<typeof exemplarPlaces>[2],
): readonly ExemplarPlace[] {
  return incidents
    .flatMap((incident) =>
      incident.culprits.flatMap((culprit) => exemplarPlaces(culprit, incident, from)),
    )
    .filter(({ line }) => line === undefined);
}

async function write(report: Report, options: Options, io: Io): Promise<void> {
  const text = await rendered(report, options);
  if (options.output !== undefined) return writeWhole(options.output, text);
  await new Promise<void>((resolve, reject) => {
    io.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

/** The report's text; only the writer that is asked for is loaded. */
async function rendered(report: Report, { outputFormat }: Options): Promise<string> {
  if (outputFormat === 'json') return (await import('../report/json.ts')).renderJson(report);
  return (await import('../report/markdown.ts')).renderMarkdown(report);
}

/** A line on stderr for who reads no further. */
function note(
  report: Report,
  logs: readonly LogSummary[],
  { options, io }: { readonly options: Options; readonly io: Io },
): void {
  for (const { name, lines, unread, format, missed } of logs) {
    if (unread <= MANY_MISSES * lines) continue;
    const [[reason, count] = ['', 0]] = Object.entries(missed).sort(([, a], [, b]) => b - a);
    const share = `${unread} of ${lines} lines of ${name}`;
    warn(io, `${share} could not be read as ${format}, ${count} of them: ${reason}`);
  }
  if (options.output === undefined) return;
  const { length } = report.incidents;
  const incidents = length === 1 ? '1 incident' : `${length} incidents`;
  const [first] = report.incidents.flatMap(({ culprits }) => culprits);
  const who = first === undefined ? '' : `: ${subjectText(first.subject)}`;
  warn(io, `${report.verdict}${who}, ${incidents}; wrote ${options.output}`);
}

function warn(io: Io, text: string): void {
  io.stderr.write(`culprit: ${visibleText(text)}\n`);
}
