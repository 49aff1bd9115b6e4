import { configsOf } from '../collect.ts';
import { EXIT_DONE } from '../exit-status.ts';
import type { Io } from '../io.ts';
import { visibleText } from '../report/log-text.ts';
import { defaultLimits, limitsWithoutSeries } from '../rollup/limits.ts';
import type { RequestSettings } from '../segments/segment-reader.ts';
import { configuredFormats } from '../server-config/configured-format.ts';
import { IncidentTracker } from '../watch/incident-tracker.ts';
import { Outputs } from '../watch/outputs.ts';
import { runSession } from '../watch/session.ts';
import { StoredMetrics } from '../watch/stored-metrics.ts';
import { Watch } from '../watch/watch.ts';
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
  const outputs = new Outputs({ options, stdout: io.stdout, warn });
  const logs = new WatchedLogs({
    ...options,
    format: options.logFormat,
    zone: options.zone,
    configuredFor: (log) => configuredFormats(log, configs),
    expected: options.inputs.length,
    requestsFrom: () => requestsOf(options),
  });
  const clock = (): number => performance.now();
  const watch = new Watch({
    options,
    configs,
    logs,
    metrics: new StoredMetrics(
      options.metrics,
      { environment: io.environment, zone: options.zone },
      clock,
    ),
    tracker: new IncidentTracker(),
    clock,
    tell: (outlook) => outputs.tell(outlook),
  });
  await runSession({ io, logs, watch, write: (report) => outputs.write(report) });
  return EXIT_DONE;
}

function requestsOf({
  queryNames,
  trustedProxies,
  fromMs,
  toMs,
  metrics,
}: WatchOptions): RequestSettings {
  const limits = metrics.length === 0 ? limitsWithoutSeries : defaultLimits;
  return { names: { queryNames, trustedProxies }, fromMs, toMs, limits };
}
