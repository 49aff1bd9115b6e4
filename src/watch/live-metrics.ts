import { ExpectedError } from '../errors.ts';
import { readMetrics } from '../ingest/read-metrics.ts';
import type { Environment } from '../live/access.ts';
import { isEndpoint, isPolled, isProc, PROC_ADDRESS } from '../live/addresses.ts';
import { pollOf } from '../live/poll-of.ts';
import { type NamedPoll, SteadyPolling } from '../live/steady-polling.ts';
import type { TimeSpan } from '../rollup/grid.ts';
import type { RawSeries } from '../series/input.ts';
import { readSeries } from '../series/read.ts';
import { StoredMetrics } from './stored-metrics.ts';
import type { MetricsNow, WatchedMetrics } from './watched-metrics.ts';

/** Lines younger than this are written now: what endpoints tell of now is of their time. */
export const LIVE_LAG_MS: number = 10 * 60 * 1000;
/** Lines must have been young for so long where the first ones were not: a replay may come past the present. */
export const LIVE_FOR_MS = 30_000;

export interface LiveMetricsSettings {
  /** Files and addresses, as `--metrics` names them. */
  readonly metrics: readonly string[];
  readonly environment: Environment;
  readonly zone: string | undefined;
  /** What is older is not kept. */
  readonly windowMs: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Milliseconds from any start. */
  readonly clock: () => number;
  readonly warn: (text: string) => void;
  /** Whether the host tells of itself in /proc: it is asked where nothing else is named. */
  readonly hasProc: boolean;
}

/** Metrics of files, of endpoints, and where none are named of the host that culprit runs on. */
export class LiveMetrics implements WatchedMetrics {
  readonly #settings: LiveMetricsSettings;
  readonly #files: readonly string[];
  /** Addresses that hold what was, beside what is now. */
  readonly #apis: readonly string[];
  readonly #stored: StoredMetrics;
  readonly #polls: readonly NamedPoll[];
  readonly #polling: SteadyPolling;
  /** Whether the logs were ever written now. */
  #isLive = false;
  #youngSinceMs: number | undefined;

  /** Throws an ExpectedError for what is no address. */
  constructor(settings: LiveMetricsSettings) {
    const { metrics, environment, zone, windowMs, now, clock, warn } = settings;
    this.#settings = settings;
    this.#files = metrics.filter((path) => !isAsked(path));
    this.#apis = metrics.filter((path) => isEndpoint(path) && !isPolled(path));
    this.#stored = new StoredMetrics(this.#files, { environment, zone }, clock);
    const own = settings.hasProc ? [PROC_ADDRESS] : [];
    const addresses = metrics.length === 0 ? own : metrics.filter(isAsked);
    this.#polls = addresses.map((address) => pollOf(address, { environment, keptMs: windowMs }));
    this.#polling = new SteadyPolling(this.#polls, { now, warn });
  }

  get news(): number {
    return this.#isLive ? this.#polling.news : 0;
  }

  /** Asks all endpoints once, and goes on by itself; those that cannot be asked are told. */
  async start(): Promise<void> {
    await this.#polling.start();
  }

  /** Says that the logs are written now: they are followed, or their lines are young. */
  setLive(): void {
    this.#isLive = true;
  }

  /** Whether there are metrics of a time, that of the first line of a log, epoch milliseconds. */
  isOf(timeMs: number): boolean {
    if (this.#settings.metrics.length > 0) return true;
    if (this.#isYoung(timeMs)) this.#isLive = true;
    return this.#isLive && this.#polls.length > 0;
  }

  /** Whether all can be had in the end of the whole time that the logs are of: what tells only of now is kept for a window. */
  get areStored(): boolean {
    return !this.#isLive || this.#polls.length === this.#apis.length;
  }

  async now(span: TimeSpan): Promise<MetricsNow> {
    this.#note(span);
    const stored = this.#files.length === 0 ? NOTHING : await this.#stored.now(span);
    return together(stored, this.#isLive ? this.#live() : await this.#replayed(span));
  }

  async end(span: TimeSpan): Promise<MetricsNow> {
    this.#note(span);
    const { environment, zone, metrics } = this.#settings;
    const reread = [...this.#files, ...this.#apis];
    const polled = this.#isLive || metrics.length > 0 ? this.#polling.series() : [];
    if (reread.length === 0) return this.#isLive ? this.#live() : NOTHING;
    try {
      // Asked anew for the span of the logs, as a run on them asks it.
      return await readMetrics(reread, {
        span,
        environment,
        zone,
        polled: { series: polled, files: [] },
      });
    } catch (error) {
      if (!(error instanceof ExpectedError) || this.#apis.length === 0) throw error;
      return this.now(span);
    }
  }

  stop(): void {
    this.#polling.stop();
  }

  /** What was told so far and cannot be asked again. */
  get samples(): readonly RawSeries[] {
    return this.#polls.flatMap((poll) => (poll.restore === undefined ? [] : poll.series()));
  }

  /** Goes on with what was told before a restart. */
  restore(samples: readonly RawSeries[]): void {
    for (const poll of this.#polls) {
      poll.restore?.(samples.filter(({ paths }) => paths.includes(poll.name)));
    }
  }

  #live(): MetricsNow {
    const { zone } = this.#settings;
    const reading = readSeries(this.#polling.files(), {
      polled: this.#polling.series(),
      ...(zone === undefined ? {} : { zone }),
    });
    return { ...reading, notes: [...reading.notes, ...this.#polling.notes()] };
  }

  /** What is known of the time that the lines are of, which is not now. */
  async #replayed(span: TimeSpan): Promise<MetricsNow> {
    if (this.#apis.length === 0) return NOTHING;
    const { environment, zone } = this.#settings;
    try {
      return await readMetrics(this.#apis, { span, environment, zone });
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error;
      return { ...NOTHING, notes: [{ path: this.#apis.join(', '), text: error.what }] };
    }
  }

  /** Takes how young the newest line is. */
  #note({ toMs }: TimeSpan): void {
    const clockMs = this.#settings.clock();
    this.#youngSinceMs = this.#isYoung(toMs) ? (this.#youngSinceMs ?? clockMs) : undefined;
    if (clockMs - (this.#youngSinceMs ?? clockMs) >= LIVE_FOR_MS) this.#isLive = true;
  }

  #isYoung(timeMs: number): boolean {
    return Math.abs(this.#settings.now() - timeMs) < LIVE_LAG_MS;
  }
}

const NOTHING: MetricsNow = { series: [], skipped: [], notes: [] };

function together(one: MetricsNow, other: MetricsNow): MetricsNow {
  return {
    series: [...one.series, ...other.series],
    skipped: [...one.skipped, ...other.skipped],
    notes: [...one.notes, ...other.notes],
  };
}

/** Whether it is an address, not a file. */
function isAsked(path: string): boolean {
  return isProc(path) || isEndpoint(path);
}
