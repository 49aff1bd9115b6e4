import type { Series } from '../../../src/series/series.ts';

/** The part of a step that must be known for its mean to be: Munin's `xff`. */
const KNOWN_PART = 0.5;

/**
 * The means of a series over longer steps, which end at multiples of them: what recording rules keep, by whose series
 * nobody sees that they are means. A series that is as coarse already is left as it is.
 */
export function averaged(series: Series, stepSeconds: number): Series {
  return coarsened(series, stepSeconds, (known) => {
    const isKnown = known.length * series.stepSeconds >= KNOWN_PART * stepSeconds;
    return isKnown ? known.reduce((sum, value) => sum + value, 0) / known.length : Number.NaN;
  });
}

/** The same of an archive, which tells that its values are means. */
export function archived(series: Series, stepSeconds: number): Series {
  const means = averaged(series, stepSeconds);
  return means === series ? series : { ...means, sampling: 'mean' };
}

/** The last sample of each longer step: what a slower scrape has of a gauge. Means stay means. */
export function sparse(series: Series, stepSeconds: number): Series {
  if (series.sampling === 'mean') return averaged(series, stepSeconds);
  return coarsened(series, stepSeconds, (known) => known.at(-1) ?? Number.NaN);
}

function coarsened(
  series: Series,
  stepSeconds: number,
  reduce: (known: readonly number[]) => number,
): Series {
  if (series.stepSeconds >= stepSeconds) return series;
  const stepMs = stepSeconds * 1000;
  const steps = new Map<number, number[]>();
  for (const [at, timeMs] of series.times.entries()) {
    const endMs = Math.ceil(timeMs / stepMs) * stepMs;
    const values = steps.get(endMs) ?? [];
    steps.set(endMs, values);
    const value = series.values[at] ?? Number.NaN;
    if (Number.isFinite(value)) values.push(value);
  }
  return {
    ...series,
    stepSeconds,
    times: Float64Array.from(steps.keys()),
    values: Float64Array.from(steps.values(), reduce),
  };
}

/** The same samples at other times, as a clock that is ahead has them. */
export function shifted(series: Series, minutes: number): Series {
  return { ...series, times: series.times.map((timeMs) => timeMs + minutes * 60_000) };
}
