import { GAP_STEPS } from './samples.ts';
import type { Series } from './series.ts';

/** A span inside a series without a known sample. */
export interface Hole {
  /** The last known sample before it, and the first after it; epoch milliseconds. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** The holes of a series, the longest first: samples further apart than `GAP_STEPS` of its steps. */
export function holesOf({ times, values, stepSeconds }: Series): readonly Hole[] {
  const holes: Hole[] = [];
  let lastMs: number | undefined;
  for (const [index, timeMs] of times.entries()) {
    if (Number.isNaN(values[index] ?? Number.NaN)) continue;
    if (lastMs !== undefined && timeMs - lastMs > GAP_STEPS * stepSeconds * 1000) {
      holes.push({ fromMs: lastMs, toMs: timeMs });
    }
    lastMs = timeMs;
  }
  return holes.sort((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs) || a.fromMs - b.fromMs);
}
