import type { Series } from '../series/series.ts';
import { SortedWindow } from '../statistics/sorted-window.ts';
import { median, quantileOfSorted, robustSpread, sorted } from '../statistics/summaries.ts';
import { centredBaseline } from './centred-baseline.ts';
import { firstUsual } from './first-usual.ts';
import { isFromLog } from './log-series.ts';

/** Spans shorter than this have one baseline; longer ones a trailing one of this length (method.md 3.4). */
export const TRAILING_MS: number = 6 * 3_600_000;

/** What a series does when nothing is wrong, sample by sample, bad direction up. */
export interface Baseline {
  readonly level: Float64Array;
  readonly spread: Float64Array;
}

/**
 * Where the ordinary level of a short span lies: incidents fill up to two thirds of a capture, so the
 * median may lie inside one; what leaks may never come back, so the first part may be all there is.
 */
const SHORT_SPAN_QUANTILE = 0.3;
const FIRST_PART = 1 / 5;
/** The spread is never below this share of the level: a constant series has no spread of its own. */
const LEAST_RELATIVE_SPREAD = 0.005;

/** The values with the bad direction up: memory that shrinks is turned over. */
export function directed(series: Series): Float64Array {
  return series.direction === 1 ? series.values : series.values.map((value) => -value);
}

/** `values` are the series' own, bad direction up, or their means over a while. */
export function baselineOf(series: Series, values: Float64Array = directed(series)): Baseline {
  const first = series.times[0] ?? 0;
  const last = series.times.at(-1) ?? 0;
  if (isFromLog(series)) return centredBaseline(series);
  return last - first < TRAILING_MS ? constantBaseline(values) : trailingBaseline(series, values);
}

function constantBaseline(values: Float64Array): Baseline {
  const ascending = sorted(values);
  const first = median(values.subarray(0, Math.ceil(values.length * FIRST_PART)));
  const usual = quantileOfSorted(ascending, SHORT_SPAN_QUANTILE);
  const level = Math.min(first, usual);
  const atOrBelow = ascending.filter((value) => value <= level).length;
  const around = ascending.subarray(0, Math.min(2 * atOrBelow, Math.ceil(ascending.length / 2)));
  const spread = leastSpread(robustSpread(around, level), level);
  return { level: values.map(() => level), spread: values.map(() => spread) };
}

/** Samples whose distance is above this many spreads do not enter the baseline of later ones. */
const OUTLIER_SPREADS = 4;
/** The baseline is renewed every so many samples: it moves slowly. */
const RENEW_EVERY = 6;
/** Samples from the start of the series that make its first baseline. */
const FIRST_SHARE = 1 / 8;

function trailingBaseline(series: Series, values: Float64Array): Baseline {
  const levels = new Float64Array(values.length);
  const spreads = new Float64Array(values.length);
  const firstCount = Math.max(RENEW_EVERY, Math.floor(values.length * FIRST_SHARE));
  const recent = new RecentValues(firstCount + values.length);
  for (const value of firstUsual(series, values, firstCount))
    recent.add(value, series.times[0] ?? 0);
  let { level, spread } = recent.usual();
  for (let i = 0; i < values.length; i++) {
    const timeMs = series.times[i] ?? 0;
    const value = values[i] ?? Number.NaN;
    if (i % RENEW_EVERY === 0 && i > firstCount) {
      recent.forget(timeMs - TRAILING_MS);
      if (recent.length > RENEW_EVERY) ({ level, spread } = recent.usual());
    }
    levels[i] = level;
    spreads[i] = spread;
    if (value - level <= OUTLIER_SPREADS * spread) recent.add(value, timeMs);
  }
  return { level: levels, spread: spreads };
}

/** Values in order of time, of which the oldest are forgotten. */
class RecentValues {
  readonly #window: SortedWindow;
  readonly #values: Float64Array;
  readonly #times: Float64Array;
  #first = 0;
  #end = 0;

  /** For so many values at most. */
  constructor(most: number) {
    this.#window = new SortedWindow(most);
    this.#values = new Float64Array(most);
    this.#times = new Float64Array(most);
  }

  get length(): number {
    return this.#end - this.#first;
  }

  /** A gap is no value. */
  add(value: number, timeMs: number): void {
    if (!Number.isFinite(value)) return;
    this.#window.add(value);
    this.#values[this.#end] = value;
    this.#times[this.#end] = timeMs;
    this.#end += 1;
  }

  /** Lets go of what is from this time or before. */
  forget(timeMs: number): void {
    while (this.#first < this.#end && (this.#times[this.#first] ?? 0) <= timeMs) {
      this.#window.remove(this.#values[this.#first] ?? 0);
      this.#first += 1;
    }
  }

  usual(): { readonly level: number; readonly spread: number } {
    const level = this.#window.median();
    return { level, spread: leastSpread(this.#window.spreadAround(level), level) };
  }
}

function leastSpread(spread: number, level: number): number {
  return Math.max(spread, Math.abs(level) * LEAST_RELATIVE_SPREAD, Number.MIN_VALUE);
}
