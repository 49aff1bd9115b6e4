import { ExpectedError } from '../errors.ts';
import { duration } from '../report/numbers.ts';
import type { FileNote, RawSeries, SeriesFile } from '../series/input.ts';
import type { Poll } from './poll.ts';

/** A poll that can be named in a message, and can go on with what was told before a restart. */
export interface NamedPoll extends Poll {
  readonly name: string;
  restore?(series: readonly RawSeries[]): void;
  /** What it says or leaves out, as sentences without their ends. */
  notes?(): readonly string[];
}

export interface SteadySettings {
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly warn: (text: string) => void;
}

/** How an endpoint is. */
interface Endpoint {
  readonly poll: NamedPoll;
  timer: NodeJS.Timeout | undefined;
  /** When it was asked in vain first, and how often since. */
  deadSinceMs: number | undefined;
  failures: number;
  /** What is to be said of it in the report: holes that it has. */
  readonly holes: { readonly fromMs: number; readonly toMs: number; readonly why: string }[];
  why: string;
}

/** Holes of one endpoint that are remembered: the last ones. */
const MAX_HOLES = 5;

/**
 * Polls endpoints again and again, each at its own step. One that cannot be asked is said once, asked on, and said again when
 * it answers; the others go on meanwhile.
 */
export class SteadyPolling {
  readonly #settings: SteadySettings;
  readonly #endpoints: readonly Endpoint[];
  #isStopped = false;
  #news = 0;

  constructor(polls: readonly NamedPoll[], settings: SteadySettings) {
    this.#settings = settings;
    this.#endpoints = polls.map((poll) => ({
      poll,
      timer: undefined,
      deadSinceMs: undefined,
      failures: 0,
      holes: [],
      why: '',
    }));
  }

  /** Counts up with each answer. */
  get news(): number {
    return this.#news;
  }

  /** Asks each endpoint once, and then at its step. Resolves when all have answered or failed once. */
  async start(): Promise<void> {
    await Promise.all(this.#endpoints.map((endpoint) => this.#ask(endpoint)));
  }

  stop(): void {
    this.#isStopped = true;
    for (const { timer } of this.#endpoints) clearTimeout(timer);
  }

  files(): readonly SeriesFile[] {
    return this.#endpoints.flatMap(({ poll }) => poll.files());
  }

  series(): readonly RawSeries[] {
    return this.#endpoints.flatMap(({ poll }) => poll.series());
  }

  /** Times in which an endpoint could not be asked, and what one says or leaves out. */
  notes(): readonly FileNote[] {
    return this.#endpoints.flatMap(({ poll, holes, deadSinceMs, why }) => {
      const { name } = poll;
      const open = deadSinceMs === undefined ? [] : [{ fromMs: deadSinceMs, toMs: undefined, why }];
      const texts = [...[...holes, ...open].map(holeText), ...(poll.notes?.() ?? [])];
      return texts.map((text) => ({ path: name, text }));
    });
  }

  async #ask(endpoint: Endpoint): Promise<void> {
    const { poll } = endpoint;
    const { now } = this.#settings;
    const askedMs = now();
    try {
      await poll.poll(now);
      this.#news += 1;
      this.#hasAnswered(endpoint);
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error;
      this.#hasFailed(endpoint, error);
    }
    if (this.#isStopped) return;
    const stepMs = poll.stepSeconds * 1000;
    // The clock may have been put back or forth meanwhile.
    const restMs = Math.min(stepMs, Math.max(0, stepMs - (now() - askedMs)));
    endpoint.timer = setTimeout(() => void this.#ask(endpoint), restMs);
  }

  #hasAnswered(endpoint: Endpoint): void {
    const { deadSinceMs, poll, why } = endpoint;
    if (deadSinceMs === undefined) return;
    const toMs = this.#settings.now();
    endpoint.holes.push({ fromMs: deadSinceMs, toMs, why });
    if (endpoint.holes.length > MAX_HOLES) endpoint.holes.shift();
    endpoint.deadSinceMs = undefined;
    this.#settings.warn(
      `${poll.name} answers again, after ${duration((toMs - deadSinceMs) / 1000)}`,
    );
  }

  #hasFailed(endpoint: Endpoint, { what }: ExpectedError): void {
    endpoint.why = what;
    if (endpoint.deadSinceMs !== undefined) return;
    endpoint.deadSinceMs = this.#settings.now();
    this.#settings.warn(`${what}; it is asked again every ${duration(endpoint.poll.stepSeconds)}`);
  }
}

function holeText({
  fromMs,
  toMs,
  why,
}: {
  readonly fromMs: number;
  readonly toMs: number | undefined;
  readonly why: string;
}): string {
  const until = toMs === undefined ? 'on' : `until ${new Date(toMs).toISOString()}`;
  return `${why} (from ${new Date(fromMs).toISOString()} ${until})`;
}
