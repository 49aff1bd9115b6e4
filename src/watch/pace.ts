/** Between two analyses while lines come as they are written. */
export const LIVE_PAUSE_MS = 5000;
/** Of the logs' own time between two analyses while lines come faster, as from a file that is replayed. */
export const REPLAY_PAUSE_MS: number = 5 * 60 * 1000;
/** An analysis waits until so many times as long has passed as the last one took: it has this share of the time at most. */
export const PAUSE_TIMES_COST = 9;

/** What decides whether an analysis is due. */
export interface PaceNow {
  /** From any start, milliseconds: a clock that is never put back. */
  readonly clockMs: number;
  /** The newest time of the logs, epoch milliseconds. */
  readonly newestMs: number;
  /** Whether lines or samples came since the last analysis. */
  readonly hasNews: boolean;
}

/** Says when the next analysis is due: every few seconds at most, and never so often that it takes the time of other work. */
export class Pace {
  #clockMs = Number.NEGATIVE_INFINITY;
  #newestMs = Number.NEGATIVE_INFINITY;
  #costMs = 0;

  isDue({ clockMs, newestMs, hasNews }: PaceNow): boolean {
    if (!hasNews) return false;
    const passedMs = clockMs - this.#clockMs;
    if (passedMs < PAUSE_TIMES_COST * this.#costMs) return false;
    return passedMs >= LIVE_PAUSE_MS || newestMs - this.#newestMs >= REPLAY_PAUSE_MS;
  }

  /** Takes that an analysis has ended, and how long it took. */
  note({ clockMs, newestMs }: Omit<PaceNow, 'hasNews'>, costMs: number): void {
    this.#clockMs = clockMs;
    this.#newestMs = newestMs;
    this.#costMs = costMs;
  }
}
