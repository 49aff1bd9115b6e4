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

/** What the lines of a part of a log tell of their stamps; plain data. */
export interface StampCheckPart {
  readonly telling: number;
  readonly inversions: number;
  readonly endInversions: number;
  /** Absent where no line has a stamp and a duration. */
  readonly first?: StampedLine;
  readonly last?: StampedLine;
}

/**
 * Finds out whether stamps are starts or ends (method.md, section 2). Servers write a line when its request ends, so that
 * ends ascend from line to line. Of neighbours one of which ran long, it counts where stamps go back, and where stamps
 * plus durations do: if stamps are starts the former is often so and the latter hardly ever.
 */
export class StampCheck {
  #telling = 0;
  #inversions = 0;
  #endInversions = 0;
  #firstMs = Number.NaN;
  #firstDurationMs = 0;
  #previousMs = Number.NaN;
  #previousDurationMs = 0;

  /** Takes the next line of the log; lines without a stamp or duration are left out. */
  observe({ stampMs, durationMs }: StampedLine): void {
    this.#observe(stampMs, durationMs);
  }

  /** Takes the next lines, from the place `from` to the one before `to`; those whose duration is NaN have none. */
  observeAll(stampsMs: Float64Array, durationsMs: Float64Array, from: number, to: number): void {
    for (let line = from; line < to; line++) {
      const durationMs = durationsMs[line] ?? Number.NaN;
      if (!Number.isNaN(durationMs)) this.#observe(stampsMs[line] ?? Number.NaN, durationMs);
    }
  }

  #observe(stampMs: number, durationMs: number): void {
    const backMs = this.#previousMs - stampMs;
    if (Number.isNaN(this.#firstMs)) {
      this.#firstMs = stampMs;
      this.#firstDurationMs = durationMs;
    }
    const previousDurationMs = this.#previousDurationMs;
    this.#previousMs = stampMs;
    this.#previousDurationMs = durationMs;
    if (durationMs <= TELLING_DURATION_MS && previousDurationMs <= TELLING_DURATION_MS) return;
    if (Number.isNaN(backMs)) return;
    this.#telling += 1;
    if (backMs >= INVERSION_MS) this.#inversions += 1;
    if (backMs + previousDurationMs - durationMs >= INVERSION_MS) this.#endInversions += 1;
  }

  /** Adds the lines that come next. */
  append({ telling, inversions, endInversions, first, last }: StampCheckPart): void {
    if (first === undefined || last === undefined) return;
    this.observe(first);
    this.#telling += telling;
    this.#inversions += inversions;
    this.#endInversions += endInversions;
    this.#previousMs = last.stampMs;
    this.#previousDurationMs = last.durationMs;
  }

  get part(): StampCheckPart {
    const counts = {
      telling: this.#telling,
      inversions: this.#inversions,
      endInversions: this.#endInversions,
    };
    if (Number.isNaN(this.#firstMs)) return counts;
    return {
      ...counts,
      first: { stampMs: this.#firstMs, durationMs: this.#firstDurationMs },
      last: { stampMs: this.#previousMs, durationMs: this.#previousDurationMs },
    };
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
