/** A line further ahead of all before than this may be of a broken clock. */
export const LEAP_MS: number = 60 * 60 * 1000;
/** So many times in a row as far ahead are believed: the log was silent for long. */
export const LEAPS_BELIEVED = 3;

/**
 * The newest time of the logs: what is called now, whenever the lines come. One time far ahead of all others does not move
 * it, since what is older than a window is dropped for good.
 */
export class NewestTime {
  #newestMs = Number.NEGATIVE_INFINITY;
  #leaps = 0;

  /** Epoch milliseconds; infinitely early before the first time. */
  get ms(): number {
    return this.#newestMs;
  }

  /** Takes the time of the last of some lines, epoch milliseconds. */
  observe(timeMs: number): void {
    const isLeap = Number.isFinite(this.#newestMs) && timeMs > this.#newestMs + LEAP_MS;
    this.#leaps = isLeap ? this.#leaps + 1 : 0;
    if (isLeap && this.#leaps < LEAPS_BELIEVED) return;
    this.#leaps = 0;
    if (timeMs > this.#newestMs) this.#newestMs = timeMs;
  }
}
