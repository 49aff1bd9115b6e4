import type { Role, Series } from '../series/series.ts';
import { median, robustSpread } from '../statistics/summaries.ts';
import type { Baseline } from './baseline.ts';

/** Half the time around a sample that makes its baseline: the day's rise and fall is slower, a burst of traffic shorter. */
const HALF_WINDOW_MS = 3 * 3_600_000;
/**
 * The same of what the day does not change, as how long a request takes, or what part of them fails: the hours around a sample
 * may be nothing but an incident that lasts a night.
 */
const HALF_DAY_MS = 12 * 3_600_000;
const OF_HALF_A_DAY: ReadonlySet<Role> = new Set<Role>(['log-latency', 'log-failed-share']);
/** The baseline moves slowly: it is made anew every so many samples. */
const RENEW_EVERY = 6;
/** Series that count single events: by chance alone they vary as Poisson's law says. */
const COUNTED: ReadonlySet<string> = new Set(['log-requests', 'log-errors', 'log-aborts']);
/** A spread is never below this share of the level. */
const LEAST_RELATIVE_SPREAD = 0.05;

/**
 * The baseline of a series that the log makes: the median of the hours around each sample. Traffic comes and goes with
 * the day, which a trailing baseline would take for an incident; and a log is whole, so that what came after is known too.
 * Of a series that follows its traffic it is what requests make of it each, by half a day on either side, times as many as come.
 */
export function centredBaseline(series: Series): Baseline {
  const { values, role, traffic } = series;
  if (traffic === undefined) {
    const halfMs = OF_HALF_A_DAY.has(role) ? HALF_DAY_MS : HALF_WINDOW_MS;
    return withLeastSpread(series, baselineAround(series, values, halfMs));
  }
  const each = values.map((value, at) => value / (traffic[at] ?? 0));
  const ofEach = baselineAround(series, each, HALF_DAY_MS);
  const { level: rate } = baselineAround(series, traffic, HALF_WINDOW_MS);
  return withLeastSpread(series, {
    level: ofEach.level.map((level, at) => level * (rate[at] ?? 0)),
    spread: ofEach.spread.map((spread, at) => spread * (rate[at] ?? 0)),
  });
}

/** The median of the samples up to `halfMs` on either side, and their spread around it. */
function baselineAround({ times }: Series, values: Float64Array, halfMs: number): Baseline {
  const level = new Float64Array(values.length);
  const spread = new Float64Array(values.length);
  let from = 0;
  let to = 0;
  let [usual, around] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    if (i % RENEW_EVERY === 0) {
      const timeMs = times[i] ?? 0;
      while ((times[from] ?? Number.POSITIVE_INFINITY) < timeMs - halfMs) from += 1;
      while ((times[to] ?? Number.POSITIVE_INFINITY) <= timeMs + halfMs) to += 1;
      const near = values.subarray(from, to).filter(Number.isFinite);
      const middle = median(near);
      usual = Number.isFinite(middle) ? middle : 0;
      around = robustSpread(near, usual);
    }
    level[i] = usual;
    spread[i] = around;
  }
  return { level, spread };
}

function withLeastSpread({ role, stepSeconds }: Series, { level, spread }: Baseline): Baseline {
  const least = spread.map((own, at) => {
    const usual = level[at] ?? 0;
    const chance = COUNTED.has(role)
      ? Math.sqrt(Math.max(1, usual * stepSeconds)) / stepSeconds
      : 0;
    const known = Number.isFinite(own) ? own : 0;
    return Math.max(known, chance, usual * LEAST_RELATIVE_SPREAD, Number.MIN_VALUE);
  });
  return { level, spread: least };
}
