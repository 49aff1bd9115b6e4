import type { Block } from './block-cursor.ts';
import { CLF_TIME_WIDTH, ClfClock } from './clf-time.ts';

/** Words that cover a time; the last one laps over the one before. */
const WORDS = 7;
const LAST_WORD_AT: number = CLF_TIME_WIDTH - 4;

/** Reads times of the common log format in blocks: those of many lines are the same as of the line before. */
export class BlockClock {
  readonly #clock = new ClfClock();
  readonly #seen = new Int32Array(WORDS);
  /** The last time that was read, epoch milliseconds, and its offset, minutes east of UTC. */
  epochMs: number = Number.NaN;
  zoneMinutes: number = Number.NaN;

  /** Epoch milliseconds of the time at `at`, or NaN. */
  read({ bytes, view, end }: Block, at: number): number {
    if (at + CLF_TIME_WIDTH > end) return Number.NaN;
    if (!this.#isSeen(view, at)) {
      this.#remember(view, at);
      this.epochMs = this.#clock.read(bytes, at, end);
      this.zoneMinutes = this.#clock.zoneMinutes;
    }
    return this.epochMs;
  }

  /** Seconds turn most often: they stand in the fifth and sixth word. */
  #isSeen(view: DataView, at: number): boolean {
    const seen = this.#seen;
    return (
      seen[4] === view.getInt32(at + 16, true) &&
      seen[5] === view.getInt32(at + 20, true) &&
      seen[3] === view.getInt32(at + 12, true) &&
      seen[2] === view.getInt32(at + 8, true) &&
      seen[1] === view.getInt32(at + 4, true) &&
      seen[0] === view.getInt32(at, true) &&
      seen[6] === view.getInt32(at + LAST_WORD_AT, true)
    );
  }

  #remember(view: DataView, at: number): void {
    for (let word = 0; word < WORDS; word++) {
      this.#seen[word] = view.getInt32(Math.min(at + 4 * word, at + LAST_WORD_AT), true);
    }
  }
}
