/** Between two analyses while lines come as they are written. */
export const LIVE_PAUSE_MS = 3000;
/** Of the logs' own time between two analyses while lines come faster, as from a file that is replayed. */
export const REPLAY_PAUSE_MS: number = 5 * 60 * 1000;
/**
 * Between two analyses lies so many times what the last one took of a CPU: they take a tenth of one at most. The first
 * one, which has all to load and to warm up, takes much more than others.
 */
export const PAUSE_TIMES_COST = 9;
export const MOST_PAUSE_MS = 20_000;
/** Of the logs' own time there is an analysis in each such part of the window: nothing leaves it that two have not seen. */
export const MOST_SHARE_OF_WINDOW = 0.5;

/** What decides whether an analysis is due. */
export interface PaceNow {
  /** From any start, milliseconds: a clock that is never put back. */
  readonly clockMs: number;
  /** The newest time of the logs, epoch milliseconds. */
  readonly newestMs: number;
  /** Whether lines or samples came since the last analysis. */
  readonly hasNews: boolean;
  /** Whether the lines are written now: not those of a log that is replayed, or of one that reading lags behind. */
  readonly isLive: boolean;
}

/** What an analysis took, milliseconds. */
export interface AnalysisCost {
  readonly tookMs: number;
  readonly costMs: number;
}

/** Says when the next analysis is due: every few seconds at most, and never so often that it takes the time of other work. */
export class Pace {
  readonly #windowMs: number;
  #clockMs = Number.NEGATIVE_INFINITY;
  #newestMs = Number.NEGATIVE_INFINITY;
  #costMs = 0;
  #tookMs = 0;

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  isDue({ clockMs, newestMs, hasNews, isLive }: PaceNow): boolean {
    if (!hasNews) return false;
    const advanceMs = newestMs - this.#newestMs;
    if (advanceMs >= MOST_SHARE_OF_WINDOW * this.#windowMs) return true;
    const passedMs = clockMs - this.#clockMs;
    if (passedMs < Math.min(MOST_PAUSE_MS, this.#pauseMs(isLive))) return false;
    return passedMs >= LIVE_PAUSE_MS || advanceMs >= REPLAY_PAUSE_MS;
  }

  /** On a host with other work to do an analysis may take long: reading has as much time as that, and most of it to catch up. */
  #pauseMs(isLive: boolean): number {
    return isLive
      ? Math.max(this.#tookMs, PAUSE_TIMES_COST * this.#costMs)
      : PAUSE_TIMES_COST * this.#tookMs;
  }

  /** Takes when an analysis has ended, how long that was after its begin, and what it took of a CPU. */
  note(
    { clockMs, newestMs }: Pick<PaceNow, 'clockMs' | 'newestMs'>,
    { tookMs, costMs }: AnalysisCost,
  ): void {
    this.#clockMs = clockMs;
    this.#newestMs = newestMs;
    this.#tookMs = tookMs;
    this.#costMs = costMs;
  }
}
