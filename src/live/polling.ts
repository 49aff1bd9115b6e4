import { ExpectedError } from '../errors.ts';
import type { RawSeries, SeriesFile } from '../series/input.ts';
import type { Environment } from './access.ts';
import { isMunin, isStatusPage } from './addresses.ts';
import { MuninPoll } from './munin-poll.ts';
import { PagePoll } from './page-poll.ts';
import { statusPages } from './page-readers.ts';
import type { Poll } from './poll.ts';
import { ScrapePoll } from './scrape-poll.ts';

/**
 * Polls endpoints, each at its own step, from `start` to `stop`: while a log is read from a pipe. The first poll must
 * succeed; an endpoint that fails later is asked again at its next turn, and has a gap.
 */
export class Polling {
  readonly #polls: readonly Poll[];
  readonly #now: () => number;
  readonly #timers = new Map<Poll, NodeJS.Timeout>();
  readonly #failures = new Map<string, number>();

  /** `now` gives epoch milliseconds. */
  constructor(addresses: readonly string[], environment: Environment, now: () => number) {
    this.#now = now;
    this.#polls = addresses.map((address) => {
      const url = urlOf(address);
      if (isMunin(address)) return new MuninPoll(url);
      if (!isStatusPage(address)) return new ScrapePoll(url, environment);
      return new PagePoll(url, { environment, ...statusPages, keptMs: Number.POSITIVE_INFINITY });
    });
  }

  /** What went wrong since the start, with the number of times. */
  get failures(): ReadonlyMap<string, number> {
    return this.#failures;
  }

  /** Polls each endpoint once, then at its step. Throws an ExpectedError for the first that cannot be asked. */
  async start(): Promise<void> {
    for (const poll of this.#polls) {
      await poll.poll(this.#now);
      this.#timers.set(
        poll,
        setInterval(() => this.#again(poll), poll.stepSeconds * 1000),
      );
    }
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearInterval(timer);
  }

  /** What was told so far, as text of metric formats. */
  files(): readonly SeriesFile[] {
    return this.#polls.flatMap((poll) => poll.files());
  }

  /** What was told so far, where it is no text. */
  series(): readonly RawSeries[] {
    return this.#polls.flatMap((poll) => poll.series());
  }

  #again(poll: Poll): void {
    poll.poll(this.#now).catch((error: unknown) => {
      const what = error instanceof ExpectedError ? error.what : String(error);
      this.#failures.set(what, (this.#failures.get(what) ?? 0) + 1);
    });
  }
}

function urlOf(address: string): URL {
  if (URL.canParse(address)) return new URL(address);
  throw new ExpectedError(`${address} is no address`, 'write it like munin://web1:4949');
}
