import type { Block } from './block-cursor.ts';
import { ZERO } from './byte-codes.ts';
import { CLF_TIME_WIDTH, ClfClock } from './clf-time.ts';

/** Words that cover a time; the last one laps over the one before. */
const WORDS = 7;
const LAST_WORD_AT: number = CLF_TIME_WIDTH - 4;
const SECOND_MS = 1000;

/** Reads times of the common log format in blocks: most are of the same minute as that of the line before. */
export class BlockClock {
  readonly #clock = new ClfClock();
  readonly #seen = new Int32Array(WORDS);
  #minuteMs = Number.NaN;
  #zoneMinutes = Number.NaN;

  /**
   * Puts the time at `at` into its place, in epoch milliseconds, and its offset, minutes east of UTC; false where none
   * stands there.
   */
  take(
    block: Block,
    at: number,
    timesMs: Float64Array,
    zones: Float64Array,
    line: number,
  ): boolean {
    const second = secondOf(block.view.getInt32(at + 16, true));
    const isSeen = second >= 0 && this.#isMinuteSeen(block.view, at);
    if (!isSeen && !this.#readMinute(block, at)) return false;
    timesMs[line] = this.#minuteMs + second * SECOND_MS;
    zones[line] = this.#zoneMinutes;
    return true;
  }

  /** The word at 16 holds the last digit of the minute, a colon, and the second. */
  #isMinuteSeen(view: DataView, at: number): boolean {
    const seen = this.#seen;
    return (
      (((seen[4] ?? 0) ^ view.getInt32(at + 16, true)) & 0xffff) === 0 &&
      seen[3] === view.getInt32(at + 12, true) &&
      seen[2] === view.getInt32(at + 8, true) &&
      seen[1] === view.getInt32(at + 4, true) &&
      seen[0] === view.getInt32(at, true) &&
      seen[5] === view.getInt32(at + 20, true) &&
      seen[6] === view.getInt32(at + 22, true)
    );
  }

  #readMinute({ bytes, view, end }: Block, at: number): boolean {
    const epochMs = this.#clock.read(bytes, at, end);
    if (Number.isNaN(epochMs)) return false;
    const second = secondOf(view.getInt32(at + 16, true));
    this.#zoneMinutes = this.#clock.zoneMinutes;
    this.#minuteMs = epochMs - second * SECOND_MS;
    for (let word = 0; word < WORDS; word++) {
      this.#seen[word] = view.getInt32(Math.min(at + 4 * word, at + LAST_WORD_AT), true);
    }
    return true;
  }
}

/** The second that the last two bytes of a word are, 0 to 60; -1 for none. */
function secondOf(word: number): number {
  const tens = ((word >>> 16) & 0xff) - ZERO;
  const ones = (word >>> 24) - ZERO;
  const second = 10 * tens + ones;
  return tens >= 0 && ones >= 0 && ones <= 9 && second <= 60 ? second : -1;
}
