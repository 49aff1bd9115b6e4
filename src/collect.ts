import type { Host } from './analysis/analyse.ts';
import type { DurationSource } from './analysis/hold.ts';
import type { Tier } from './analysis/scene.ts';
import type { ExemplarPlace } from './compose/exemplars.ts';
import { ExpectedError } from './errors.ts';
import { KeptLines } from './ingest/kept-lines.ts';
import { placeKey, readLinesAt } from './ingest/line-at.ts';
import type { LogReader, RecordSink } from './ingest/log-reader.ts';
import { type ReadLog, readLogs, type SkippedFile } from './ingest/read-logs.ts';
import { readMetrics } from './ingest/read-metrics.ts';
import type { Io } from './io.ts';
import { isPolled, Polling } from './live/polling.ts';
import { seriesOfHost } from './match-hosts.ts';
import type { Options } from './options.ts';
import { Progress } from './progress.ts';
import { counted } from './report/numbers.ts';
import { RequestBuilder } from './request/from-record.ts';
import { LineRanges } from './rollup/line-ranges.ts';
import { Rollup } from './rollup/rollup.ts';
import type { FileNote } from './series/input.ts';
import type { Series } from './series/series.ts';
import { type AppliedCapacity, applyCapacities } from './series/stated-capacity.ts';
import { configuredCapacities } from './server-config/configured-capacities.ts';
import { configuredFormats } from './server-config/configured-format.ts';
import { type ReadConfig, readServerConfig } from './server-config/read-server-config.ts';

/** Everything that was read, before analysis. */
export interface Collected {
  readonly logs: readonly ReadLog[];
  readonly hosts: readonly Host[];
  /** Where the lines of which times stand, by place in `logs`. */
  readonly lineRanges: readonly LineRanges[];
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

/** What came of one log: its requests, and its lines where it cannot be read again. */
interface Intake {
  readonly rollup: Rollup;
  readonly kept: KeptLines | undefined;
  readonly lineRanges: LineRanges;
}

/** Reads logs into rollups, one for each host and server, and metric files into series. */
export async function collect(options: Options, io: Io): Promise<Collected> {
  const configs = options.serverConfigs.map((config) => readServerConfig(config));
  const intakes: Intake[] = [];
  const { queryNames, trustedProxies } = options;
  const builder = new RequestBuilder({ queryNames, trustedProxies });
  const polling = new Polling(options.metrics.filter(isPolled), io.environment, Date.now);
  await polling.start();
  const progress = await Progress.of(options, io.stderr, () => performance.now());
  const reading = readLogs(options.inputs, {
    format: options.logFormat,
    zone: options.zone,
    configuredFor: (log) => configuredFormats(log, configs),
    io,
    sinkFor: (source, { isPipe }) => {
      const kept = isPipe ? new KeptLines() : undefined;
      const intake = { rollup: new Rollup(), kept, lineRanges: new LineRanges() };
      intakes[source] = intake;
      return takeInto(intake, { options, builder, source });
    },
    onProgress: progress?.show,
  });
  const { logs, skipped } = await reading.finally(() => {
    progress?.wipe();
    polling.stop();
  });
  if (intakes.every(({ rollup }) => rollup.span === undefined)) throw nothingWithin(options);
  const metrics = await readMetrics(options.metrics, {
    span: spanOf(logs, options),
    environment: io.environment,
    zone: options.zone,
    polled: { series: polling.series(), files: polling.files() },
  });
  const rollups = intakes.map(({ rollup }) => rollup);
  const stated = [...options.limits, ...configs.flatMap(configuredCapacities)];
  const { series, applied } = applyCapacities(metrics.series, stated);
  return {
    logs,
    hosts: hostsOf(logs, rollups, series),
    lineRanges: intakes.map(({ lineRanges }) => lineRanges),
    series: series.map((one) => cut(one, options)),
    configs,
    capacities: applied,
    offsetMinutes: logs.find(hasZone)?.reader.zoneMinutes ?? 0,
    skipped: [...skipped, ...metrics.skipped],
    notes: [...metrics.notes, ...failureNotes(polling)],
    linesAt: (places) => linesAt(places, logs, intakes),
  };
}

/** Polls that failed leave holes. */
function failureNotes({ failures }: Polling): readonly FileNote[] {
  return [...failures].map(([what, times]) => ({
    path: 'polling',
    text: `${what} (${counted(times, 'time')})`,
  }));
}

function takeInto(
  { rollup, kept, lineRanges }: Intake,
  {
    options,
    builder,
    source,
  }: { readonly options: Options; readonly builder: RequestBuilder; readonly source: number },
): RecordSink {
  return (record, times, offset) => {
    if (times.endMs < options.fromMs || times.startMs > options.toMs) return;
    kept?.keep(record.lineBytes, record.lineStart, record.lineEnd, offset);
    lineRanges.observe(source, offset, times.startMs, times.endMs);
    rollup.observe(builder.build(record, { times, source, offset }));
    if (kept?.isFull) kept.keepOnly(offsetsOfLargest(rollup));
  };
}

/** The lines that a report may show: all others it never will, whatever comes yet. */
function offsetsOfLargest(rollup: Rollup): ReadonlySet<number> {
  return new Set(
    rollup.slices().flatMap(({ summary: { largestByBytes, longest } }) => {
      return [...largestByBytes, ...longest].map(({ offset }) => offset);
    }),
  );
}

async function linesAt(
  places: readonly ExemplarPlace[],
  logs: readonly ReadLog[],
  intakes: readonly Intake[],
): Promise<ReadonlyMap<string, string>> {
  const keptOf = new Map(logs.map(({ path }, source) => [path, intakes[source]?.kept]));
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

function hasZone({ reader }: ReadLog): boolean {
  return reader.zoneMinutes !== undefined;
}

/** Hosts with their series and tiers: logs of one server are one, those of a proxy and its backend are two. */
function hostsOf(
  logs: readonly ReadLog[],
  rollups: readonly Rollup[],
  series: readonly Series[],
): readonly Host[] {
  const names = [...new Set(logs.map(({ host }) => host))];
  return names.flatMap((name) => {
    const own = [...logs.entries()].filter(([, { host }]) => host === name);
    const servers = [...new Set(own.map(([, { reader }]) => reader.format?.room.name))];
    const tiers = servers.map((server) =>
      tierOf(
        own.filter(([, { reader }]) => reader.format?.room.name === server),
        rollups,
      ),
    );
    return seriesOfHost(name, series).map(({ host, series: ofHost }) => ({
      name: host,
      tiers,
      series: ofHost,
    }));
  });
}

function tierOf(logs: readonly (readonly [number, ReadLog])[], rollups: readonly Rollup[]): Tier {
  const rollup = together(logs.flatMap(([source]) => rollups[source] ?? []));
  rollup.mergeRoutes();
  const readers = logs.map(([, { reader }]) => reader);
  return {
    rollup,
    durations: durationsOf(readers),
    paths: logs.map(([, { path }]) => path),
  };
}

/** A single rollup stays as it is: a copy would take its time and memory again. */
function together(rollups: readonly Rollup[]): Rollup {
  const [only] = rollups;
  if (only !== undefined && rollups.length === 1) return only;
  const all = new Rollup();
  for (const one of rollups) all.merge(one);
  return all;
}

function durationsOf(readers: readonly LogReader[]): DurationSource {
  if (readers.every(({ format }) => format?.parser.fields.has('durationMs'))) return 'logged';
  return readers.every(({ format }) => format?.parser.fields.has('startMs')) ? 'implied' : 'none';
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

function spanOf(logs: readonly ReadLog[], options: Options): Span {
  return {
    fromMs: Math.max(options.fromMs, Math.min(...logs.map(({ reader }) => reader.fromMs))),
    toMs: Math.min(options.toMs, Math.max(...logs.map(({ reader }) => reader.toMs))),
  };
}

function cut(series: Series, { fromMs, toMs }: Options): Series {
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
