import type { CompiledFormat } from '../../parsers/index.ts';
import { ExpectedError } from '../errors.ts';
import type { LogName, SkippedFile } from '../ingest/read-logs.ts';
import type { Rollup } from '../rollup/rollup.ts';
import type { LogTier, RolledLog } from '../segments/read-tiers.ts';
import type { RequestSettings } from '../segments/segment-reader.ts';
import type { ConfiguredFormat } from '../server-config/configured-format.ts';
import { NewestTime } from './newest-time.ts';
import { PANES } from './rollup-window.ts';
import { WatchedLog, type WatchedLogSettings } from './watched-log.ts';
import { WatchedTier } from './watched-tier.ts';

export interface WatchedLogsSettings extends Pick<WatchedLogSettings, 'format' | 'zone'> {
  /** How requests are rolled up, of logs of which the first was at a time, epoch milliseconds. */
  readonly requestsFrom: (firstMs: number) => RequestSettings;
  readonly windowMs: number;
  /** Whether what was before the window is asked for in the end. */
  readonly keepsPast: () => boolean;
  readonly configuredFor: (log: LogName) => readonly ConfiguredFormat[];
  /** How many logs there will be at least. */
  readonly expected: number;
}

/** The logs of a moment, and the rollups of their servers. */
export interface LogsNow {
  /** Where the time begins that is looked at, epoch milliseconds; infinitely early as long as nothing was dropped. */
  readonly fromMs: number;
  readonly logs: readonly RolledLog[];
  /** Files that are no logs, with the reason. */
  readonly skipped: readonly SkippedFile[];
  readonly tiers: readonly LogTier[];
}

/** What was before the window is kept no longer than this. */
export const MAX_PAST_MS: number = 48 * 60 * 60 * 1000;

/** All logs that are watched, and the window of time that is kept of them. */
export class WatchedLogs {
  readonly #settings: WatchedLogsSettings;
  readonly #logs = new Map<string, WatchedLog>();
  readonly #tiers = new Map<string, WatchedTier>();
  readonly #skipped: SkippedFile[] = [];
  readonly #newest = new NewestTime();
  #firstMs = Number.NaN;
  #nextPaneMs = Number.POSITIVE_INFINITY;
  #keepsPast = true;

  constructor(settings: WatchedLogsSettings) {
    this.#settings = settings;
  }

  get all(): readonly WatchedLog[] {
    return [...this.#logs.values()];
  }

  /** The newest time of all logs, epoch milliseconds; infinitely early before the first line. */
  get newestMs(): number {
    return this.#newest.ms;
  }

  /** Lines so far, those missed included. */
  get lines(): number {
    return this.all.reduce((sum, { reader }) => sum + reader.facts.tally.lines, 0);
  }

  /** Whether any line was given to a log. */
  get hasLines(): boolean {
    return this.all.some(({ reader }) => reader.facts.tally.lines > 0 || reader.isHolding);
  }

  /** Whether any request was read. */
  get hasRequests(): boolean {
    return this.#tiers.size > 0;
  }

  /** Where the window begins; infinitely early as long as all that came is of it. */
  get fromMs(): number {
    const { windowMs } = this.#settings;
    const isWithin = !(this.#spanMs > windowMs);
    return isWithin ? Number.NEGATIVE_INFINITY : this.newestMs - windowMs;
  }

  get #spanMs(): number {
    return this.newestMs - this.#firstMs;
  }

  /** The log of a path, new where it was not met yet. */
  log(name: LogName): WatchedLog {
    const key = keyOf(name);
    const known = this.#logs.get(key);
    if (known !== undefined) return known;
    const { format, zone, configuredFor, expected } = this.#settings;
    const log = new WatchedLog(name, {
      format,
      zone,
      source: this.#logs.size,
      configured: configuredFor(name),
      logs: Math.max(expected, this.#logs.size + 1),
      tierOf: ({ host }, first) => this.#tierOf(host, first),
    });
    this.#logs.set(key, log);
    return log;
  }

  /** Takes no more of a log, for a reason that reports tell; what was read of it stays. */
  refuse(log: WatchedLog, reason: string): void {
    this.#skipped.push({ path: log.path, reason });
    if (log.tier === undefined) this.#logs.delete(keyOf(log));
  }

  /** Takes how far a log has come; drops what has become older than the window. */
  advance({ lastMs }: WatchedLog): void {
    if (!Number.isFinite(lastMs) || lastMs <= 0) return;
    this.#newest.observe(lastMs);
    const { windowMs } = this.#settings;
    if (Number.isNaN(this.#firstMs)) {
      this.#firstMs = this.newestMs;
      this.#nextPaneMs = this.newestMs + windowMs;
    }
    if (this.newestMs < this.#nextPaneMs) return;
    this.#nextPaneMs = this.newestMs + windowMs / PANES;
    this.#keepsPast &&= this.#spanMs <= windowMs + MAX_PAST_MS && this.#settings.keepsPast();
    for (const tier of this.#tiers.values()) tier.beginPane(this.newestMs, this.#keepsPast);
  }

  /** What is known now. */
  now(): LogsNow {
    return this.#told(this.fromMs, (tier) => tier.snapshot());
  }

  /**
   * What is known in the end, of the past as well where it was kept: no more lines come. Of several logs some may have
   * none, or none that can be read. Throws an ExpectedError when no line of any log could be read.
   */
  end(): LogsNow {
    const refusals = this.all.flatMap((log) => this.#endOf(log) ?? []);
    if (refusals[0] !== undefined && !this.hasRequests) throw refusals[0];
    const isWhole = this.#keepsPast && this.#settings.keepsPast();
    const fromMs = isWhole ? Number.NEGATIVE_INFINITY : this.fromMs;
    return this.#told(fromMs, (tier) => tier.end(isWhole));
  }

  /** Says that no more lines of a log come; the error where none could be read. */
  #endOf(log: WatchedLog): ExpectedError | undefined {
    const { reader } = log;
    const isSilent = reader.facts.tally.lines === 0 && !reader.isHolding;
    try {
      log.end();
      return undefined;
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error;
      if (!isSilent) this.refuse(log, error.what);
      return error;
    }
  }

  #told(fromMs: number, rollupOf: (tier: WatchedTier) => Rollup): LogsNow {
    const read = this.all.filter(({ tier }) => tier !== undefined);
    const rolled = new Map(read.map((log) => [log, log.rolled]));
    const tiers = [...this.#tiers.values()].map((tier) => ({
      host: tier.host,
      logs: read.filter((log) => log.tier === tier).flatMap((log) => rolled.get(log) ?? []),
      rollup: rollupOf(tier),
    }));
    return { fromMs, logs: [...rolled.values()], skipped: this.#skipped, tiers };
  }

  #tierOf(
    host: string | undefined,
    { format, firstMs }: { readonly format: CompiledFormat; readonly firstMs: number },
  ): WatchedTier {
    const key = JSON.stringify([host, format.room.name]);
    const known = this.#tiers.get(key);
    if (known !== undefined) return known;
    const tier = new WatchedTier(
      host,
      this.#settings.windowMs,
      this.#settings.requestsFrom(firstMs),
    );
    this.#tiers.set(key, tier);
    return tier;
  }
}

function keyOf({ host, path }: LogName): string {
  return JSON.stringify([host, path]);
}
