import { ExpectedError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { Report } from '../report/report.ts';
import type { Health } from './health.ts';
import type { Watch } from './watch.ts';
import type { WatchedLogs } from './watched-logs.ts';
import type { WatchedMetrics } from './watched-metrics.ts';

/** Between two looks at whether an analysis is due. */
const TICK_MS = 1000;
/** Lines whose format is not known yet are looked at after so many ticks, however few they are. */
const TICKS_TO_SETTLE = 3;

export interface SessionParts {
  readonly io: Io;
  readonly logs: WatchedLogs;
  readonly metrics: WatchedMetrics;
  readonly health: Health;
  readonly warn: (text: string) => void;
  /** Aborts where the user asks for an end in another way than by signals. */
  readonly quit: AbortSignal;
  readonly watch: Watch;
  /** Reads the logs until their end or until the signal aborts. */
  readonly read: (signal: AbortSignal) => Promise<void>;
  /** Writes a report because it was asked for. */
  readonly write: (report: Report) => Promise<void>;
}

/** Watches until the input or the user says that it is the end, and tells of the end. Rejects with an ExpectedError. */
export async function runSession(parts: SessionParts): Promise<void> {
  const session = new Session(parts);
  await session.run();
}

class Session {
  readonly #parts: SessionParts;
  readonly #stop = new AbortController();
  readonly #failed: Promise<never>;
  #fail: (error: unknown) => void = () => undefined;
  #ticks = 0;
  /** Paths of logs of whose first lines it was said that they are no log's. */
  readonly #unsettled = new Set<string>();

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#failed = new Promise<never>((_, reject) => {
      this.#fail = reject;
    });
    this.#failed.catch(() => undefined);
  }

  async run(): Promise<void> {
    const release = this.#listen();
    const ticking = setInterval(() => this.#tick(), TICK_MS);
    const { metrics } = this.#parts;
    this.#try(metrics.start());
    try {
      await Promise.race([this.#parts.read(this.#stop.signal), this.#failed]);
    } finally {
      clearInterval(ticking);
      metrics.stop();
      release();
    }
    const { logs, watch } = this.#parts;
    if (this.#stop.signal.aborted && !logs.hasLines) return;
    await watch.end();
  }

  /** Does what signals ask for, until the returned function is called. */
  #listen(): () => void {
    const { io } = this.#parts;
    const stop = (): void => this.#stop.abort();
    this.#parts.quit.addEventListener('abort', stop, { once: true });
    const releases = [
      io.onInterrupt(stop),
      io.onSignal?.('SIGTERM', stop),
      io.onSignal?.('SIGUSR1', () => this.#try(this.#writeNow())),
      // Nothing is held open that could be another file by now; a terminal that is gone shows no more.
      io.onSignal?.('SIGHUP', io.stdout.isTTY === true ? stop : () => undefined),
    ];
    return () => {
      for (const release of releases) release?.();
    };
  }

  #tick(): void {
    const { logs, watch, health, warn } = this.#parts;
    this.#ticks += 1;
    health.observe(logs.lines, logs.newestMs);
    const { change } = health;
    if (change !== undefined) warn(change);
    if (this.#ticks % TICKS_TO_SETTLE === 0) this.#settleAll();
    this.#try(watch.look());
  }

  /** Few lines may tell a format already; where they do not, more may: that is said once of each log. */
  #settleAll(): void {
    const { logs, warn } = this.#parts;
    for (const log of logs.all) {
      const why = refusalOf(log);
      if (why === undefined || this.#unsettled.has(log.path)) continue;
      this.#unsettled.add(log.path);
      warn(`${why}; more lines are waited for`);
    }
  }

  async #writeNow(): Promise<void> {
    const { watch, write, warn } = this.#parts;
    this.#settleAll();
    await watch.lookNow();
    if (watch.latest === undefined) warn('there is nothing to report yet');
    else await write(watch.latest.report);
  }

  #try(work: Promise<void>): void {
    work.catch(this.#fail);
  }
}

/** Chooses a log's format by the lines that are there; says why none fits them. */
function refusalOf(log: WatchedLogs['all'][number]): string | undefined {
  try {
    log.settle();
    return undefined;
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    return error.what;
  }
}
