import { type Analysis, analyse } from './analysis/analyse.ts';
import type { Collected } from './collect.ts';
import { composeReport } from './compose/compose.ts';
import { exemplarPlaces } from './compose/exemplars.ts';
import type { ExemplarPlace } from './compose/line-lookup.ts';
import { clockOf } from './compose/log-clock.ts';
import type { LogSummary } from './compose/log-summary.ts';
import { placeKey } from './ingest/line-at.ts';
import { displayName } from './ingest/read-logs.ts';
import type { Options } from './options.ts';
import { nameOptions, recordedOptions } from './reading-options.ts';
import type { Report } from './report/report.ts';
import { lookAgain } from './second-look/look-again.ts';
import { sourceOf } from './server-config/configured-format.ts';
import { VERSION } from './version.ts';

export interface MadeReport {
  readonly report: Report;
  /** In the order of the logs. */
  readonly logs: readonly LogSummary[];
}

/** Analyses what was collected, looks at the lines of incidents again, and composes the report. */
export async function reportOf(collected: Collected, options: Options): Promise<MadeReport> {
  const recorded = recordedOptions(options);
  const analysis = analyse(collected.hosts, { top: options.top, hints: options.hints });
  const logs = collected.logs.map((log) => logSummaryOf(log, options));
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
    made: { version: VERSION, arguments: options.typed },
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
  return { report, logs };
}

/** What is told of a log that was read. */
export function logSummaryOf(
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
