import { configsOf } from '../collect.ts';
import { EXIT_DONE } from '../exit-status.ts';
import { PIPE } from '../ingest/inputs.ts';
import type { Io } from '../io.ts';
import { visibleText } from '../report/log-text.ts';
import { defaultLimits, limitsWithoutSeries } from '../rollup/limits.ts';
import type { RequestSettings } from '../segments/segment-reader.ts';
import { configuredFormats } from '../server-config/configured-format.ts';
import { IncidentCommand } from '../watch/incident-command.ts';
import { IncidentTracker } from '../watch/incident-tracker.ts';
import { LiveMetrics } from '../watch/live-metrics.ts';
import { Outputs } from '../watch/outputs.ts';
import { readerOf } from '../watch/reader-of.ts';
import { runSession } from '../watch/session.ts';
import { StateFile } from '../watch/state-file.ts';
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
  const warn = (text: string): void => {
    if (!options.quiet) io.stderr.write(`culprit: ${visibleText(text)}\n`);
  };
  const clock = (): number => performance.now();
  const hasProc = process.platform === 'linux';
  const metrics = new LiveMetrics({
    ...options,
    ...{ clock, warn, hasProc, now: Date.now, zone: options.zone, environment: io.environment },
  });
  if (options.inputs.some(({ path }) => path !== PIPE)) metrics.setLive();
  const logs = new WatchedLogs({
    ...options,
    format: options.logFormat,
    zone: options.zone,
    configuredFor: (log) => configuredFormats(log, configs),
    expected: options.inputs.length,
    requestsFrom: (firstMs) => requestsOf(options, metrics.isOf(firstMs)),
  });
  const stateFile =
    options.state === undefined ? undefined : new StateFile(options.state, { clock, warn });
  const state = await stateFile?.load();
  metrics.restore(state?.samples ?? []);
  const tracker = new IncidentTracker(state?.incidents);
  const outputs = new Outputs({ options, stdout: io.stdout, warn });
  const command =
    options.onIncident === undefined
      ? undefined
      : new IncidentCommand(options.onIncident, { warn });
  const tell = async (outlook: Outlook): Promise<void> => {
    for (const event of outlook.events) command?.tell(event);
    await outputs.tell(outlook);
  };
  const watch = new Watch({ options, configs, logs, metrics, tracker, clock, tell });
  const read = readerOf({
    ...{ options, configs, logs, watch, io, clock, warn },
    saved: state?.logs ?? [],
    save: async (saved, isLast) => {
      if (!isLast && !stateFile?.isDue) return;
      await stateFile?.save({
        logs: saved(),
        incidents: tracker.tracked,
        samples: metrics.samples,
      });
    },
  });
  await runSession({ io, logs, metrics, watch, read, write: (report) => outputs.write(report) });
  await command?.end();
  return EXIT_DONE;
}

/** With resources beside the logs buckets are narrow enough for their steps. */
function requestsOf(
  { queryNames, trustedProxies, fromMs, toMs }: WatchOptions,
  hasSeries: boolean,
): RequestSettings {
  const limits = hasSeries ? defaultLimits : limitsWithoutSeries;
  return { names: { queryNames, trustedProxies }, fromMs, toMs, limits };
}
