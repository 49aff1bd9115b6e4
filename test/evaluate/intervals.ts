import { clamp } from '../../src/statistics/summaries.ts';
import { Random } from '../bench/random.ts';

/** An estimate with the interval that holds the true value 95 times of 100. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** What it is of. */
  readonly n: number;
}

/** `0.97 (0.83 to 0.99)`; nothing of nothing. */
export function estimateText(estimate: Estimate | undefined): string {
  if (estimate === undefined) return '';
  const { value, low, high } = estimate;
  return `${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

/** The normal quantile of a two-sided interval of 95 %. */
const Z95 = 1.959964;

/**
 * A rate with Wilson's score interval, which holds for few cases and for rates of 0 and 1 as well
 * (https://doi.org/10.1080/01621459.1927.10502953). Undefined of nothing.
 */
export function rate(hits: number, n: number): Estimate | undefined {
  if (n === 0) return undefined;
  const value = hits / n;
  const weight = Z95 ** 2 / n;
  const middle = (value + weight / 2) / (1 + weight);
  const half = (Z95 * Math.sqrt((value * (1 - value)) / n + weight / (4 * n))) / (1 + weight);
  return { value, low: clamp(middle - half, 0, value), high: clamp(middle + half, value, 1), n };
}

const RESAMPLES = 2000;

/** The mean with a bootstrap's percentile interval: the same values and seed give the same. Undefined of nothing. */
export function meanOf(values: readonly number[], seed: number): Estimate | undefined {
  return bootstrapped(values, mean, seed);
}

/** A statistic of a sample with a bootstrap's percentile interval. Undefined of nothing. */
export function bootstrapped<T>(
  values: readonly T[],
  statistic: (sample: readonly T[]) => number,
  seed: number,
): Estimate | undefined {
  const n = values.length;
  if (n === 0) return undefined;
  const random = new Random(seed);
  const resampled = Array.from({ length: RESAMPLES }, () =>
    statistic(Array.from({ length: n }, () => random.oneOf(values))),
  );
  const [low = Number.NaN, high = Number.NaN] = [0.025, 0.975].map((at) => quantile(resampled, at));
  return { value: statistic(values), low, high, n };
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The value below which the given part of the values lies, between two of them by their distance; NaN of nothing. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = part * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (low === undefined || high === undefined) return Number.NaN;
  return low + (high - low) * (place - Math.floor(place));
}
