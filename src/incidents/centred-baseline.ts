import type { Series } from '../series/series.ts';
import { median, robustSpread } from '../statistics/summaries.ts';
import type { Baseline } from './baseline.ts';

/** Half the time around a sample that makes its baseline: the day's rise and fall is slower, an incident shorter. */
const HALF_WINDOW_MS = 3 * 3_600_000;
/** The baseline moves slowly: it is made anew every so many samples. */
const RENEW_EVERY = 6;
/** Series that count single events: by chance alone they vary as Poisson's law says. */
const COUNTED: ReadonlySet<string> = new Set(['log-requests', 'log-errors', 'log-aborts']);
/** A spread is never below this share of the level. */
const LEAST_RELATIVE_SPREAD = 0.05;

/**
 * The baseline of a series that the log makes: the median of the hours around each sample. Traffic comes and goes with
 * the day, which a trailing baseline would take for an incident; and a log is whole, so that what came after is known too.
 */
export function centredBaseline(series: Series): Baseline {
  const { times, values } = series;
  const level = new Float64Array(values.length);
  const spread = new Float64Array(values.length);
  let from = 0;
  let to = 0;
  let [usual, around] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    if (i % RENEW_EVERY === 0) {
      const timeMs = times[i] ?? 0;
      while ((times[from] ?? Number.POSITIVE_INFINITY) < timeMs - HALF_WINDOW_MS) from += 1;
      while ((times[to] ?? Number.POSITIVE_INFINITY) <= timeMs + HALF_WINDOW_MS) to += 1;
      const near = values.subarray(from, to);
      const middle = median(near);
      usual = Number.isFinite(middle) ? middle : 0;
      around = leastSpread(series, usual, robustSpread(near, usual));
    }
    level[i] = usual;
    spread[i] = around;
  }
  return { level, spread };
}

function leastSpread({ role, stepSeconds }: Series, level: number, spread: number): number {
  const chance = COUNTED.has(role) ? Math.sqrt(Math.max(1, level * stepSeconds)) / stepSeconds : 0;
  const own = Number.isFinite(spread) ? spread : 0;
  return Math.max(own, chance, level * LEAST_RELATIVE_SPREAD, Number.MIN_VALUE);
}
