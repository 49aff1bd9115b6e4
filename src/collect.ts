import type { Host } from './analysis/analyse.ts';
import type { ExemplarPlace } from './compose/line-lookup.ts';
import { ExpectedError } from './errors.ts';
import type { DurationSource, Tier } from './incidents/tier.ts';
import { placeKey, readLinesAt } from './ingest/line-at.ts';
import type { LogFacts } from './ingest/log-facts.ts';
import type { ReadLog, SkippedFile } from './ingest/read-logs.ts';
import type { ReadMetrics } from './ingest/read-metrics.ts';
import type { Io } from './io.ts';
import { isPolled } from './live/addresses.ts';
import type { Polling } from './live/polling.ts';
import { seriesOfHost } from './match-hosts.ts';
import type { Options } from './options.ts';
import { Progress } from './progress.ts';
import { counted } from './report/numbers.ts';
import { defaultLimits, limitsWithoutSeries } from './rollup/limits.ts';
import type { LineRanges } from './rollup/line-ranges.ts';
import type { LogTier, RolledLog } from './segments/read-tiers.ts';
import { rollUpLogs } from './segments/roll-up-logs.ts';
import type { FileNote } from './series/input.ts';
import type { Series } from './series/series.ts';
import { type AppliedCapacity, applyCapacities } from './series/stated-capacity.ts';
import { configuredCapacities } from './server-config/configured-capacities.ts';
import { configuredFormats } from './server-config/configured-format.ts';
import type { ReadConfig } from './server-config/read-server-config.ts';

/** Everything that was read, before analysis. */
export interface Collected {
  readonly logs: readonly RolledLog[];
  readonly hosts: readonly Host[];
  /** Where the lines of which times stand, by place in `logs`. */
  readonly lineRanges: LineRanges;
  readonly series: readonly Series[];
  readonly configs: readonly ReadConfig[];
  /** Limits that were stated, those of options first. */
  readonly capacities: readonly AppliedCapacity[];
  /** The zone of the logs' times, minutes east of UTC; that of the first log that has one, else 0. */
  readonly offsetMinutes: number;
  /** Files of named folders that were neither logs nor metrics that are read. */
  readonly skipped: readonly SkippedFile[];
  /** What metric files say of themselves. */
  readonly notes: readonly FileNote[];
  /** Raw lines by `placeKey`, as far as they can still be had. */
  linesAt(places: readonly ExemplarPlace[]): Promise<ReadonlyMap<string, string>>;
}

/** Reads logs into rollups, one for each host and server, and metric files into series. */
export async function collect(options: Options, io: Io): Promise<Collected> {
  const configs = await configsOf(options);
  const { queryNames, trustedProxies, fromMs, toMs, jobs } = options;
  const limits = options.metrics.length === 0 ? limitsWithoutSeries : defaultLimits;
  const polling = await startedPolling(options, io);
  const progress = await Progress.of(options, io.stderr, () => performance.now());
  const reading = rollUpLogs(options.inputs, {
    format: options.logFormat,
    zone: options.zone,
    configuredFor: (log) => configuredFormats(log, configs),
    requests: { names: { queryNames, trustedProxies }, fromMs, toMs, limits },
    jobs,
    io,
    onProgress: progress?.show,
  });
  const { logs, tiers, lineRanges, skipped } = await reading.finally(() => {
    progress?.wipe();
    polling?.stop();
  });
  if (tiers.every(({ rollup }) => rollup.span === undefined)) throw nothingWithin(options);
  const metrics = await metricsOf(options, { span: spanOf(logs, options), polling, io });
  const stated = [...options.limits, ...configs.flatMap(configuredCapacities)];
  const { series, applied } = applyCapacities(metrics.series, stated);
  return {
    logs,
    hosts: hostsOf(tiers, series),
    lineRanges,
    series: series.map((one) => cut(one, options)),
    configs,
    capacities: applied,
    offsetMinutes: logs.find(hasZone)?.facts.zoneMinutes ?? 0,
    skipped: [...skipped, ...metrics.skipped],
    notes: [...metrics.notes, ...(polling === undefined ? [] : failureNotes(polling))],
    linesAt: (places) => linesAt(places, logs),
  };
}

/** What reads configurations is loaded where there are any. */
export async function configsOf({ serverConfigs }: Options): Promise<readonly ReadConfig[]> {
  if (serverConfigs.length === 0) return [];
  const { readServerConfig } = await import('./server-config/read-server-config.ts');
  return serverConfigs.map((config) => readServerConfig(config));
}

/** Undefined where nothing is polled; else what polls is loaded. */
async function startedPolling({ metrics }: Options, io: Io): Promise<Polling | undefined> {
  const addresses = metrics.filter(isPolled);
  if (addresses.length === 0) return undefined;
  const live = await import('./live/polling.ts');
  const polling = new live.Polling(addresses, io.environment, Date.now);
  await polling.start();
  return polling;
}

/** What reads metrics is loaded where there are any. */
async function metricsOf(
  { metrics, zone }: Options,
  {
    span,
    polling,
    io,
  }: { readonly span: Span; readonly polling: Polling | undefined; readonly io: Io },
): Promise<Pick<ReadMetrics, 'series' | 'skipped' | 'notes'>> {
  if (metrics.length === 0) return { series: [], skipped: [], notes: [] };
  const { readMetrics } = await import('./ingest/read-metrics.ts');
  return readMetrics(metrics, {
    span,
    environment: io.environment,
    zone,
    polled: { series: polling?.series() ?? [], files: polling?.files() ?? [] },
  });
}

/** Polls that failed leave holes. */
function failureNotes({ failures }: Polling): readonly FileNote[] {
  return [...failures].map(([what, times]) => ({
    path: 'polling',
    text: `${what} (${counted(times, 'time')})`,
  }));
}

export async function linesAt(
  places: readonly ExemplarPlace[],
  logs: readonly RolledLog[],
): Promise<ReadonlyMap<string, string>> {
  const keptOf = new Map(logs.map(({ path, kept }) => [path, kept]));
  const lines = await readLinesAt(places.filter(({ path }) => keptOf.get(path) === undefined));
  for (const place of places) {
    const line = keptOf.get(place.path)?.line(place.offset);
    if (line !== undefined) lines.set(placeKey(place), line);
  }
  return lines;
}

function nothingWithin({ fromMs, toMs }: Options): ExpectedError {
  const times = [fromMs, toMs].filter(Number.isFinite).map((ms) => new Date(ms).toISOString());
  return new ExpectedError(
    `no request of the logs lies within --from and --to (${times.join(' to ')})`,
    'see culprit inspect for the times that a log holds',
  );
}

export function hasZone({ facts }: ReadLog): boolean {
  return facts.zoneMinutes !== undefined;
}

/** Hosts with their series and tiers: logs of one server are one, those of a proxy and its backend are two. */
export function hostsOf(tiers: readonly LogTier[], series: readonly Series[]): readonly Host[] {
  const names = [...new Set(tiers.map(({ host }) => host))];
  return names.flatMap((name) => {
    const own = tiers.filter(({ host }) => host === name).map(tierOf);
    return seriesOfHost(name, series).map(({ host, series: ofHost }) => ({
      name: host,
      tiers: own,
      series: ofHost,
    }));
  });
}

function tierOf({ rollup, logs }: LogTier): Tier {
  rollup.mergeRoutes();
  return {
    rollup,
    durations: durationsOf(logs.map(({ facts }) => facts)),
    paths: logs.map(({ path }) => path),
  };
}

function durationsOf(logs: readonly LogFacts[]): DurationSource {
  if (logs.every(({ format }) => format?.parser.fields.has('durationMs'))) return 'logged';
  return logs.every(({ format }) => format?.parser.fields.has('startMs')) ? 'implied' : 'none';
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

function spanOf(logs: readonly ReadLog[], options: Options): Span {
  return {
    fromMs: Math.max(options.fromMs, Math.min(...logs.map(({ facts }) => facts.fromMs))),
    toMs: Math.min(options.toMs, Math.max(...logs.map(({ facts }) => facts.toMs))),
  };
}

/** The samples of a series between two times. */
export function cut(series: Series, { fromMs, toMs }: Span): Series {
  const kept = Array.from(series.times.keys()).filter((i) => {
    const timeMs = series.times[i] ?? 0;
    return timeMs >= fromMs && timeMs <= toMs;
  });
  if (kept.length === series.times.length) return series;
  return {
    ...series,
    times: Float64Array.from(kept, (i) => series.times[i] ?? 0),
    values: Float64Array.from(kept, (i) => series.values[i] ?? Number.NaN),
  };
}
