import type { MetricSeries } from '../../parsers/contract.ts';

/** Values over time; `values[i]` belongs to `times[i]`, epoch milliseconds ascending; NaN is unknown. */
export interface Samples {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** Whether each value is the mean over its step, not one instant. */
export function holdsMeans({ kind, isMean }: Pick<MetricSeries, 'kind' | 'isMean'>): boolean {
  return kind === 'rate' || isMean === true;
}

/** Samples further apart than this many steps are not connected: what lies between is unknown. */
export const GAP_STEPS = 2.5;

/** The median distance of the samples in milliseconds; NaN for fewer than two. */
export function medianStepMs(times: Float64Array): number {
  return median(times.subarray(1).map((time, index) => time - (times[index] ?? Number.NaN)));
}

/** The median of the known values; NaN when there is none. */
export function median(values: Float64Array): number {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  const middle = known.length >> 1;
  const upper = known[middle] ?? Number.NaN;
  return known.length % 2 === 1 ? upper : ((known[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Puts one unknown sample into every gap, a step after the sample before it. */
export function markGaps({ times, values }: Samples, stepMs: number): Samples {
  const markedTimes: number[] = [];
  const markedValues: number[] = [];
  for (const [index, time] of times.entries()) {
    const previous = times[index - 1];
    if (previous !== undefined && time - previous > GAP_STEPS * stepMs) {
      markedTimes.push(previous + stepMs);
      markedValues.push(Number.NaN);
    }
    markedTimes.push(time);
    markedValues.push(values[index] ?? Number.NaN);
  }
  return { times: Float64Array.from(markedTimes), values: Float64Array.from(markedValues) };
}

/**
 * The values nearest to `times`, within half a step. Before the first and after the last sample a
 * series contributes `outside`; where it has a gap, NaN.
 */
export function alignTo(
  times: Float64Array,
  samples: Samples,
  { stepMs, outside }: { stepMs: number; outside: number },
): Float64Array {
  const first = (samples.times[0] ?? Number.NaN) - stepMs / 2;
  const last = (samples.times.at(-1) ?? Number.NaN) + stepMs / 2;
  let next = 0;
  return times.map((time) => {
    if (!(time >= first && time <= last)) return outside;
    while (
      next + 1 < samples.times.length &&
      distance(samples, next + 1, time) <= distance(samples, next, time)
    ) {
      next += 1;
    }
    return distance(samples, next, time) <= stepMs / 2
      ? (samples.values[next] ?? Number.NaN)
      : Number.NaN;
  });
}

function distance(samples: Samples, index: number, time: number): number {
  return Math.abs((samples.times[index] ?? Number.NaN) - time);
}

/**
 * The sum on the times of the longest part. A part that begins later or ends earlier than it counts
 * as nothing there; an unknown value makes the sum unknown.
 */
export function sumSamples(parts: readonly Samples[], stepMs: number): Samples {
  const longest = parts.reduce((a, b) => (b.times.length > a.times.length ? b : a));
  const values = new Float64Array(longest.times.length);
  for (const part of parts) {
    const aligned = alignTo(longest.times, part, { stepMs, outside: 0 });
    for (const [index, value] of aligned.entries()) {
      values[index] = (values[index] ?? Number.NaN) + value;
    }
  }
  return { times: longest.times, values };
}

/** `base` plus `factor` times `other`, on the times of `base`; unknown where `other` is. */
export function addScaled(
  base: Samples,
  other: Samples,
  { stepMs, factor }: { stepMs: number; factor: number },
): Samples {
  const aligned = alignTo(base.times, other, { stepMs, outside: Number.NaN });
  const values = base.values.map((value, index) => value + factor * (aligned[index] ?? Number.NaN));
  return { times: base.times, values };
}
