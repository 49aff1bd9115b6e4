import { GAP_STEPS, type Samples } from './samples.ts';

/** A fall to less than this share of the former value is a reset; a smaller fall is a step back. */
export const RESET_SHARE = 0.5;
/** Resets at most, as a share of the steps, for a series to pass as a counter. */
export const MAX_RESET_SHARE = 0.05;

/** Whether values never fall but at resets, which are few, as those of a counter. One reset is always allowed. */
export function isResetShaped({ values }: Samples): boolean {
  let resets = 0;
  let previous = Number.NaN;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    if (value < 0) return false;
    if (value < previous) {
      if (value >= previous * RESET_SHARE) return false;
      resets += 1;
    }
    previous = value;
  }
  return resets <= Math.max(1, values.length * MAX_RESET_SHARE);
}

export interface Rates extends Samples {
  /** Times of the first sample after each reset. */
  readonly resets: readonly number[];
}

/**
 * Rates per second of a counter. A rate stands at the end of its step. After a reset the rate is
 * that of the new value, as Prometheus' `rate` has it: growth from 0, an understatement by what was
 * counted before the reset. After a step back (node_exporter's iowait does that) and after a gap the
 * rate is unknown. https://prometheus.io/docs/prometheus/latest/querying/functions/#rate
 */
export function toRate({ times, values }: Samples, stepMs: number): Rates {
  const resets: number[] = [];
  const rates = new Float64Array(Math.max(0, times.length - 1));
  for (let index = 1; index < times.length; index += 1) {
    const value = values[index] ?? Number.NaN;
    const previous = values[index - 1] ?? Number.NaN;
    const elapsedMs = (times[index] ?? Number.NaN) - (times[index - 1] ?? Number.NaN);
    const connected = elapsedMs <= GAP_STEPS * stepMs;
    if (value < previous * RESET_SHARE) resets.push(times[index] ?? Number.NaN);
    rates[index - 1] = connected ? (growth(previous, value) / elapsedMs) * 1000 : Number.NaN;
  }
  return { times: times.slice(1), values: rates, resets };
}

function growth(previous: number, value: number): number {
  if (value >= previous) return value - previous;
  return value < previous * RESET_SHARE ? value : Number.NaN;
}
