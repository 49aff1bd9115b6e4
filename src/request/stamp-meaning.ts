/** Lines looked at; what a server writes does not change within a log. */
export const STAMP_CHECK_LINES = 50_000;
/** Requests that ran longer than this tell a start from an end. */
export const TELLING_DURATION_MS = 2000;
/** Stamps and durations are often whole seconds: together they are off by less than this. */
export const INVERSION_MS = 2000;
/** Fewer inversions than this are chance: lines are written by many workers, in bursts. */
export const MIN_INVERSIONS = 5;
/** The meaning that fits has at most this share of the other's inversions. */
const FEW = 0.2;

/** What a log's stamps mean, by the order of its lines. */
export type StampMeaning = 'start' | 'end' | 'unknown';

/** A line's stamp, epoch milliseconds, and how long its request ran. */
export interface StampedLine {
  readonly stampMs: number;
  readonly durationMs: number;
}

/**
 * Finds out whether stamps are starts or ends (method.md, section 2). Servers write a line when its request ends, so that
 * ends ascend from line to line. Of neighbours one of which ran long, it counts where stamps go back, and where stamps
 * plus durations do: if stamps are starts the former is often so and the latter hardly ever. A log that was sorted by
 * its stamps afterwards looks like one of ends: what a vendor documents should yield to `end` only where another
 * server's format has the same layout.
 */
export class StampCheck {
  #lines = 0;
  #telling = 0;
  #inversions = 0;
  #endInversions = 0;
  #previous: StampedLine | undefined;

  /** Takes the next line of the log; lines without a stamp or duration are left out. */
  observe(line: StampedLine): void {
    if (this.#lines >= STAMP_CHECK_LINES) return;
    this.#lines += 1;
    const previous = this.#previous;
    this.#previous = line;
    if (previous === undefined) return;
    if (Math.max(line.durationMs, previous.durationMs) <= TELLING_DURATION_MS) return;
    this.#telling += 1;
    const back = previous.stampMs - line.stampMs;
    if (back >= INVERSION_MS) this.#inversions += 1;
    if (back + previous.durationMs - line.durationMs >= INVERSION_MS) this.#endInversions += 1;
  }

  /** Whether enough lines came that more would not change the answer. */
  get isComplete(): boolean {
    return this.#lines >= STAMP_CHECK_LINES;
  }

  /** Pairs of lines that could tell; where stamps go back; where stamps plus durations do. */
  get counts(): { readonly telling: number; readonly stamps: number; readonly ends: number } {
    return { telling: this.#telling, stamps: this.#inversions, ends: this.#endInversions };
  }

  get meaning(): StampMeaning {
    const [stamps, ends] = [this.#inversions, this.#endInversions];
    if (Math.max(stamps, ends) < MIN_INVERSIONS) return 'unknown';
    if (ends <= FEW * stamps) return 'start';
    return stamps <= FEW * ends ? 'end' : 'unknown';
  }
}
