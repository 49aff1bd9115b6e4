import type { Series } from '../series/series.ts';

/** The common clock of one incident: bin `i` is `(startMs + i * stepMs, startMs + (i + 1) * stepMs]`. */
export interface Bins {
  readonly startMs: number;
  readonly stepMs: number;
  readonly length: number;
}

/** Bins in the step and phase of a series, so that its samples stand at the bins' ends. */
export function binsOf(series: Series, fromMs: number, toMs: number): Bins {
  const stepMs = series.stepSeconds * 1000;
  const phaseMs = series.times[0] ?? 0;
  const firstStep = Math.ceil((fromMs - phaseMs) / stepMs);
  const lastStep = Math.floor((toMs - phaseMs) / stepMs);
  return {
    startMs: phaseMs + (firstStep - 1) * stepMs,
    stepMs,
    length: Math.max(0, lastStep - firstStep + 1),
  };
}

/** The bin that holds a time; may lie outside `0..length-1`. */
export function binAt(bins: Bins, timeMs: number): number {
  return Math.ceil((timeMs - bins.startMs) / bins.stepMs) - 1;
}

export function binEndMs(bins: Bins, index: number): number {
  return bins.startMs + (index + 1) * bins.stepMs;
}

/** The mean of a series' samples in each bin; NaN where it has none. */
export function valuesIn(bins: Bins, series: Series): Float64Array {
  const sums = new Float64Array(bins.length);
  const counts = new Float64Array(bins.length);
  // A quarter of a step keeps samples that jitter around the bins' ends in the bin before.
  const jitterMs = Math.min(series.stepSeconds * 1000, bins.stepMs) / 4;
  for (let i = 0; i < series.times.length; i++) {
    const value = series.values[i] ?? Number.NaN;
    const bin = binAt(bins, (series.times[i] ?? 0) - jitterMs);
    if (!Number.isFinite(value) || bin < 0 || bin >= bins.length) continue;
    sums[bin] = (sums[bin] ?? 0) + value;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return sums.map((sum, bin) => (counts[bin] === 0 ? Number.NaN : sum / (counts[bin] ?? 1)));
}
