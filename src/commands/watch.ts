import { configsOf } from '../collect.ts';
import { EXIT_DONE, EXIT_FOUND } from '../exit-status.ts';
import { arePiped } from '../ingest/inputs.ts';
import type { Io } from '../io.ts';
import { visibleText } from '../report/log-text.ts';
import type { Report } from '../report/report.ts';
import { defaultLimits, limitsWithoutSeries } from '../rollup/limits.ts';
import type { RequestSettings } from '../segments/segment-reader.ts';
import { configuredFormats } from '../server-config/configured-format.ts';
import type { ReadConfig } from '../server-config/read-server-config.ts';
import { Health } from '../watch/health.ts';
import { IncidentCommand } from '../watch/incident-command.ts';
import { IncidentTracker } from '../watch/incident-tracker.ts';
import { LiveMetrics } from '../watch/live-metrics.ts';
import { Outputs } from '../watch/outputs.ts';
import { readerOf } from '../watch/reader-of.ts';
import { runSession } from '../watch/session.ts';
import { StateFile } from '../watch/state-file.ts';
import { LiveOutput } from '../watch/view/live-output.ts';
import { type Outlook, Watch } from '../watch/watch.ts';
import {
  type RawWatchOptions,
  resolveWatchOptions,
  type WatchOptions,
} from '../watch/watch-options.ts';
import { WatchedLogs } from '../watch/watched-logs.ts';

/** `culprit watch [log...]`: reads lines as they are written, and tells what they tell. Gives the exit status. */
export async function watchCommand(
  inputs: readonly string[],
  raw: RawWatchOptions,
  io: Io,
): Promise<number> {
  const options = await resolveWatchOptions(inputs, raw, { hasPipe: io.stdin.isTTY !== true });
  const configs = await configsOf(options);
  const say: { to: (text: string) => void } = {
    to: (text) => io.stderr.write(`culprit: ${visibleText(text)}\n`),
  };
  const warn = (text: string): void => {
    if (!options.quiet) say.to(text);
  };
  const parts = { io, options, configs, warn, clock: () => performance.now(), now: Date.now };
  const { metrics, logs } = sourcesOf(parts);
  const stateFile = options.state === undefined ? undefined : new StateFile(options.state, parts);
  const state = await stateFile?.load();
  if (stateFile !== undefined && arePiped(options.inputs)) {
    warn(
      'the state of a pipe keeps incidents and samples, not how far it was read: lines that come again count again',
    );
  }
  metrics.restore(state?.samples ?? []);
  const tracker = new IncidentTracker(state?.incidents);
  const health = new Health({
    ...parts,
    cpuMs,
    memoryBytes: () => process.memoryUsage.rss(),
  });
  const outputs = new Outputs({ options, stdout: io.stdout, warn });
  const command =
    options.onIncident === undefined ? undefined : new IncidentCommand(options.onIncident, parts);
  let hasNamed = false;
  const quit = new AbortController();
  const live = LiveOutput.isFor(io, options)
    ? new LiveOutput({
        ...{ ...parts, outputs, logs, tracker, health },
        keys: await io.keyboard?.(),
        quit: () => quit.abort(),
      })
    : undefined;
  const tell = async (outlook: Outlook): Promise<void> => {
    for (const event of outlook.events) command?.tell(event);
    hasNamed ||= names(outlook);
    await (live ?? outputs).tell(outlook);
  };
  const watch = new Watch({ ...parts, cpuMs, logs, metrics, tracker, tell });
  const read = readerOf({
    ...parts,
    logs,
    watch,
    saved: state?.logs ?? [],
    save: async (saved, isLast) => {
      if (!isLast && !stateFile?.isDue) return;
      const { samples } = metrics;
      await stateFile?.save({ logs: saved(), incidents: tracker.tracked, samples });
    },
  });
  if (live !== undefined) say.to = live.say;
  live?.start(watch);
  try {
    const write = (report: Report): Promise<void> => outputs.write(report);
    await runSession({ ...parts, logs, metrics, watch, health, read, write, quit: quit.signal });
  } finally {
    live?.stop();
  }
  await command?.end();
  return options.exitCode && hasNamed ? EXIT_FOUND : EXIT_DONE;
}

/** Whether an event, or the last report, names a culprit or a suspect. */
function names({ events, report, isLast }: Outlook): boolean {
  const told = isLast ? report.incidents : events.map(({ incident }) => incident);
  return told.some(({ culprits }) => culprits.length > 0);
}

interface SourceParts {
  readonly io: Io;
  readonly options: WatchOptions;
  readonly configs: readonly ReadConfig[];
  readonly warn: (text: string) => void;
  readonly clock: () => number;
}

/** What is watched. */
function sourcesOf({ io, options, configs, warn, clock }: SourceParts): {
  readonly metrics: LiveMetrics;
  readonly logs: WatchedLogs;
} {
  const { zone, inputs, logFormat } = options;
  const metrics = new LiveMetrics({
    ...options,
    ...{ clock, warn, zone, now: Date.now, environment: io.environment },
    hasProc: process.platform === 'linux',
  });
  const isPipe = arePiped(inputs);
  // What is followed is written now.
  if (!isPipe) metrics.setLive();
  const logs = new WatchedLogs({
    ...options,
    format: logFormat,
    zone,
    configuredFor: (log) => configuredFormats(log, configs),
    expected: inputs.length,
    // Only a pipe has an end.
    keepsPast: () => isPipe && metrics.areStored,
    requestsFrom: (firstMs) => requestsOf(options, metrics.isOf(firstMs)),
  });
  return { metrics, logs };
}

/** Time that the CPUs have worked for this process, milliseconds. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** With resources beside the logs buckets are narrow enough for their steps. */
function requestsOf(
  { queryNames, trustedProxies, fromMs, toMs }: WatchOptions,
  hasSeries: boolean,
): RequestSettings {
  const limits = hasSeries ? defaultLimits : limitsWithoutSeries;
  return { names: { queryNames, trustedProxies }, fromMs, toMs, limits };
}
