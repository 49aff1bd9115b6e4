import { GAP_STEPS } from './samples.ts';
import type { Series } from './series.ts';

/** Buckets of one width: bucket `i` is `[originMs + i * widthMs, originMs + (i + 1) * widthMs)`. */
export interface Grid {
  readonly originMs: number;
  readonly widthMs: number;
  readonly length: number;
}

/** The part of a bucket that known rates must cover for the bucket to be known. */
export const MIN_COVERAGE = 0.5;

/**
 * A series on a grid; NaN where it is unknown. A rate stands at the end of its step and covers it: a
 * bucket gets the mean of the rates that cover it, weighted by time, so totals are kept at any width.
 * An instant speaks for its moment: a bucket gets the mean of the instants in it or, where it holds
 * none, what the line between the instants around it has at its middle, if those are one step apart.
 */
export function resample(series: Series, grid: Grid): Float64Array {
  return series.sampling === 'mean' ? meanOfRates(series, grid) : meanOfInstants(series, grid);
}

function meanOfRates({ times, values, stepSeconds }: Series, grid: Grid): Float64Array {
  const sums = new Float64Array(grid.length);
  const covered = new Float64Array(grid.length);
  const stepMs = stepSeconds * 1000;
  for (const [index, end] of times.entries()) {
    const value = values[index] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const previous = times[index - 1] ?? end - stepMs;
    const start = end - previous <= GAP_STEPS * stepMs ? previous : end - stepMs;
    const first = Math.max(0, Math.floor((start - grid.originMs) / grid.widthMs));
    for (let bucket = first; bucket < grid.length; bucket += 1) {
      const from = grid.originMs + bucket * grid.widthMs;
      if (from >= end) break;
      const overlap = Math.min(end, from + grid.widthMs) - Math.max(start, from);
      sums[bucket] = (sums[bucket] ?? 0) + value * overlap;
      covered[bucket] = (covered[bucket] ?? 0) + overlap;
    }
  }
  return sums.map((sum, bucket) => {
    const coverage = covered[bucket] ?? 0;
    return coverage >= grid.widthMs * MIN_COVERAGE ? sum / coverage : Number.NaN;
  });
}

function meanOfInstants({ times, values, stepSeconds }: Series, grid: Grid): Float64Array {
  const sums = new Float64Array(grid.length);
  const counts = new Float64Array(grid.length);
  for (const [index, time] of times.entries()) {
    const value = values[index] ?? Number.NaN;
    const bucket = Math.floor((time - grid.originMs) / grid.widthMs);
    if (Number.isNaN(value) || bucket < 0 || bucket >= grid.length) continue;
    sums[bucket] = (sums[bucket] ?? 0) + value;
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  const result = sums.map((sum, bucket) => sum / (counts[bucket] ?? 0));
  let after = 0;
  for (let bucket = 0; bucket < grid.length; bucket += 1) {
    if ((counts[bucket] ?? 0) > 0) continue;
    const middle = grid.originMs + (bucket + 0.5) * grid.widthMs;
    while (after < times.length && (times[after] ?? 0) <= middle) after += 1;
    result[bucket] = between({ times, values }, after, {
      middle,
      reachMs: GAP_STEPS * stepSeconds * 1000,
    });
  }
  return result;
}

/** The line between the samples `after - 1` and `after`; NaN where they are unknown or not connected. */
function between(
  { times, values }: Pick<Series, 'times' | 'values'>,
  after: number,
  { middle, reachMs }: { middle: number; reachMs: number },
): number {
  const from = times[after - 1] ?? Number.NaN;
  const to = times[after] ?? Number.NaN;
  if (!(to - from <= reachMs)) return Number.NaN;
  const start = values[after - 1] ?? Number.NaN;
  return start + (((values[after] ?? Number.NaN) - start) * (middle - from)) / (to - from);
}
