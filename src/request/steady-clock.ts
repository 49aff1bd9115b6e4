import { LINES_TO_CONFIRM, LOOKS_BACK_MS } from './zone-jump.ts';

/** How far the newest line of a part may stay behind that of the part before it. */
export const BORDER_SLACK_MS = 60_000;
/** A line this much older than the newest one may stand behind a jump, whichever part's the newest is. */
const BEHIND_MS: number = LOOKS_BACK_MS - BORDER_SLACK_MS;

/** What the times of a part of a log tell; plain data. */
export interface SteadyClockPart {
  /** The times of the first `LINES_TO_CONFIRM` lines. */
  readonly headMs: readonly number[];
  readonly newestMs: number;
  /** Lines behind in a row: at the end, and at most. */
  readonly run: number;
  readonly longestRun: number;
}

/**
 * Tells of a log that is read in parts, each by itself, whether `ZoneJumpDetector` can have found that its clock was put
 * back: never where this is steady. It takes so many lines in a row that are behind the newest one, and of the newest
 * line of the parts before a part knows nothing: but where one of its first lines comes near to it, what is behind that
 * line by a little less is behind the newest one.
 */
export class SteadyClock {
  readonly #headMs: number[] = [];
  #newestMs = Number.NEGATIVE_INFINITY;
  #run = 0;
  #longestRun = 0;

  /** Takes the time of the next line, epoch milliseconds. */
  observe(timeMs: number): void {
    if (this.#headMs.length < LINES_TO_CONFIRM) this.#headMs.push(timeMs);
    if (timeMs > this.#newestMs - BEHIND_MS) {
      this.#run = 0;
      if (timeMs > this.#newestMs) this.#newestMs = timeMs;
    } else {
      this.#run += 1;
      if (this.#run > this.#longestRun) this.#longestRun = this.#run;
    }
  }

  /** Takes the times of the next lines, from the place `from` to the one before `to`. */
  observeAll(timesMs: Float64Array, from: number, to: number): void {
    for (let line = from; line < to; line++) this.observe(timesMs[line] ?? Number.NaN);
  }

  get isSteady(): boolean {
    return this.#longestRun < LINES_TO_CONFIRM;
  }

  /** Adds the lines that come next. */
  append({ headMs, newestMs, run, longestRun }: SteadyClockPart): void {
    const before = this.#newestMs;
    for (const timeMs of headMs.slice(0, LINES_TO_CONFIRM - this.#headMs.length)) {
      this.#headMs.push(timeMs);
    }
    const found = headMs.findIndex((timeMs) => timeMs >= before - BORDER_SLACK_MS);
    const runAcross = this.#run + (found < 0 ? headMs.length : found);
    this.#longestRun = Math.max(this.#longestRun, longestRun, runAcross);
    this.#newestMs = Math.max(before, newestMs);
    this.#run = found < 0 ? runAcross : run;
  }

  get part(): SteadyClockPart {
    return {
      headMs: this.#headMs,
      newestMs: this.#newestMs,
      run: this.#run,
      longestRun: this.#longestRun,
    };
  }
}
