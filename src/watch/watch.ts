import type { Pseudonyms } from '../anonymize/pseudonyms.ts';
import { type Collected, cut, hasZone, hostsOf, linesAt } from '../collect.ts';
import { isoTime } from '../compose/iso-time.ts';
import { arePiped } from '../ingest/inputs.ts';
import type { Report } from '../report/report.ts';
import { type MadeReport, reportOf } from '../report-of.ts';
import type { TimeSpan } from '../rollup/grid.ts';
import { LineRanges } from '../rollup/line-ranges.ts';
import { applyCapacities } from '../series/stated-capacity.ts';
import { configuredCapacities } from '../server-config/configured-capacities.ts';
import type { ReadConfig } from '../server-config/read-server-config.ts';
import { followedLimits } from './followed-limits.ts';
import { BEHIND_SECONDS } from './health.ts';
import type { IncidentTracker } from './incident-tracker.ts';
import { Pace } from './pace.ts';
import { type TrafficNow, trafficOf } from './traffic-now.ts';
import type { WatchEvent } from './watch-event.ts';
import type { WatchOptions } from './watch-options.ts';
import type { LogsNow, WatchedLogs } from './watched-logs.ts';
import type { MetricsNow, WatchedMetrics } from './watched-metrics.ts';
import { windowLimits } from './window-limits.ts';

/** What a watch has come to at a moment. */
export interface Outlook extends MadeReport {
  readonly events: readonly WatchEvent[];
  /** Whether no more will come. */
  readonly isLast: boolean;
  readonly series: Collected['series'];
  /** The newest time of logs and series, ISO 8601. */
  readonly time: string;
  /** By server. */
  readonly traffic: readonly TrafficNow[];
}

export interface WatchParts {
  readonly options: WatchOptions;
  readonly configs: readonly ReadConfig[];
  readonly logs: WatchedLogs;
  readonly metrics: WatchedMetrics;
  readonly tracker: IncidentTracker;
  /** Milliseconds from any start, never put back. */
  readonly clock: () => number;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Time that the CPUs have worked for this program, milliseconds. */
  readonly cpuMs: () => number;
  readonly tell: (outlook: Outlook) => Promise<void>;
}

/** Analyses what is known again and again, as new lines and samples come, and tells what has changed. */
export class Watch {
  readonly #parts: WatchParts;
  #latest: Outlook | undefined;
  readonly #pace: Pace;
  #told: { readonly lines: number; readonly news: number } = { lines: 0, news: 0 };
  #running: Promise<void> | undefined;
  #pseudonyms: Pseudonyms | undefined;

  constructor(parts: WatchParts) {
    this.#parts = parts;
    this.#pace = new Pace(parts.options.windowMs);
  }

  /** What the last analysis came to; undefined before the first. */
  get latest(): Outlook | undefined {
    return this.#latest;
  }

  /** Analyses where it is due, and then resolves when all is told. */
  async look(): Promise<void> {
    if (this.#running !== undefined) return this.#running;
    const { clock, now, logs } = this.#parts;
    const { newestMs } = logs;
    const isLive = now() - newestMs < BEHIND_SECONDS * 1000;
    const due = { clockMs: clock(), newestMs, hasNews: this.#hasNews, isLive };
    if (!this.#pace.isDue(due)) return;
    await this.lookNow();
  }

  /** Analyses at once; where an analysis runs already, after it. */
  async lookNow(): Promise<void> {
    await this.#running;
    if (!this.#parts.logs.hasRequests) return;
    this.#running = this.#look().finally(() => {
      this.#running = undefined;
    });
    await this.#running;
  }

  /**
   * Says that no more lines come: the last report is that of a batch run on the same lines. Rejects with an ExpectedError
   * where no line could be read, or no metrics.
   */
  async end(): Promise<Report> {
    await this.#running;
    const { logs, metrics } = this.#parts;
    const told = logs.end();
    const outlook = await this.#outlook(told, await metrics.end(this.#spanOf(told)), true);
    return outlook.report;
  }

  get #hasNews(): boolean {
    const { logs, metrics } = this.#parts;
    return logs.lines !== this.#told.lines || metrics.news !== this.#told.news;
  }

  async #look(): Promise<void> {
    const { clock, cpuMs, logs, metrics } = this.#parts;
    const clockMs = clock();
    const workedMs = cpuMs();
    const { newestMs, lines } = logs;
    this.#told = { lines, news: metrics.news };
    const { fromMs } = this.#spanOf({
      fromMs: logs.fromMs,
      logs: logs.all.map(({ rolled }) => rolled),
    });
    const resources = await metrics.now({ fromMs, toMs: newestMs });
    await this.#outlook(logs.now(), resources, false);
    const cost = { tookMs: clock() - clockMs, costMs: cpuMs() - workedMs };
    this.#pace.note({ clockMs: clock(), newestMs }, cost);
  }

  async #outlook(told: LogsNow, resources: MetricsNow, isLast: boolean): Promise<Outlook> {
    const { options, tracker, tell } = this.#parts;
    const collected = this.#collected(told, resources);
    const hints = options.hints.filter(({ timeMs }) => isLast || this.#isWithin(timeMs));
    const made = await reportOf(collected, { ...options, hints });
    const isFollowed = !arePiped(options.inputs);
    const own = isFollowed ? followedLimits(made.report) : made.report.limits;
    const limits = [...own, ...windowLimits(options.windowMs, told.fromMs)];
    const report = await this.#shown({ ...made.report, limits });
    const time = isoTime(newestOf(told, collected), collected.offsetMinutes);
    const events = tracker.observe(report, time, isLast);
    const { series, hosts } = collected;
    const tiers = new Set(hosts.flatMap((host) => host.tiers));
    const traffic = [...tiers].map(trafficOf);
    const outlook = { ...made, report, events, isLast, series, time, traffic };
    this.#latest = outlook;
    await tell(outlook);
    return outlook;
  }

  /** Whether a time is of the window, as far as it is known. */
  #isWithin(timeMs: number): boolean {
    const { logs } = this.#parts;
    return timeMs >= logs.fromMs && timeMs <= logs.newestMs;
  }

  /** The report as it is told; names that stand for others are the same in all reports of the watch. */
  async #shown(report: Report): Promise<Report> {
    if (!this.#parts.options.anonymize) return report;
    const [{ anonymizedReport }, { Pseudonyms: Names }] = await Promise.all([
      import('../anonymize/anonymized-report.ts'),
      import('../anonymize/pseudonyms.ts'),
    ]);
    this.#pseudonyms ??= new Names();
    return anonymizedReport(report, this.#pseudonyms);
  }

  #collected({ fromMs, logs, skipped, tiers }: LogsNow, metrics: MetricsNow): Collected {
    const { options, configs } = this.#parts;
    const stated = [...options.limits, ...configs.flatMap(configuredCapacities)];
    const { series, applied } = applyCapacities(metrics.series, stated);
    const window = { fromMs, toMs: Number.POSITIVE_INFINITY };
    const inWindow = series.map((one) => cut(one, window)).filter(({ times }) => times.length > 0);
    return {
      logs,
      hosts: hostsOf(tiers, inWindow),
      lineRanges: new LineRanges(),
      series: inWindow.map((one) => cut(one, options)),
      configs,
      capacities: applied,
      offsetMinutes: logs.find(hasZone)?.facts.zoneMinutes ?? 0,
      skipped: [...skipped, ...metrics.skipped],
      notes: metrics.notes,
      linesAt: (places) => linesAt(places, logs),
    };
  }

  /** The time that the logs are of, as far as it is looked at. */
  #spanOf({ fromMs, logs }: Pick<LogsNow, 'fromMs' | 'logs'>): TimeSpan {
    const { options } = this.#parts;
    const first = Math.min(...logs.map(({ facts }) => facts.fromMs));
    const last = Math.max(...logs.map(({ facts }) => facts.toMs));
    return {
      fromMs: Math.max(options.fromMs, fromMs, first),
      toMs: Math.min(options.toMs, last),
    };
  }
}

function newestOf({ logs }: LogsNow, { series }: Collected): number {
  const ends = [
    ...logs.map(({ facts }) => facts.toMs),
    ...series.map(({ times }) => times.at(-1) ?? Number.NEGATIVE_INFINITY),
  ];
  return Math.max(0, ...ends.filter(Number.isFinite));
}
