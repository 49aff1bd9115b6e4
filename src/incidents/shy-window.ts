import type { Series } from '../series/series.ts';
import { type Baseline, baselineOf, directed } from './baseline.ts';
import { type Hint, spanAround } from './hint.ts';
import { canMatter, leastRise } from './materiality.ts';
import { describe, type Window } from './window.ts';

/** Where somebody says that something was wrong, so much less than an incident is worth a look. */
const SHY_SHARE_OF_RISE = 0.3;
const SHY_SPREADS = 2.5;

/** The stretch nearest to a hint, within the time around it, in which a series was off its baseline, if only a little. */
export function shyWindow(series: Series, hint: Hint): Window | undefined {
  const values = directed(series);
  const baseline = baselineOf(series);
  const isOff = (i: number): boolean => isRisen(i, { series, values, baseline });
  const { fromMs, toMs } = spanAround(hint);
  const near = Array.from(series.times.keys()).filter((i) => {
    const timeMs = series.times[i] ?? Number.NaN;
    return timeMs >= fromMs && timeMs <= toMs && isOff(i);
  });
  const away = (i: number): number => Math.abs((series.times[i] ?? 0) - hint.timeMs);
  const [first] = near.sort((a, b) => away(a) - away(b) || a - b);
  if (first === undefined) return undefined;
  let from = first;
  let to = first + 1;
  while (from > 0 && isOff(from - 1)) from -= 1;
  while (to < values.length && isOff(to)) to += 1;
  return describe(series, values, { baseline, from, to });
}

function isRisen(
  i: number,
  context: {
    readonly series: Series;
    readonly values: Float64Array;
    readonly baseline: Baseline;
  },
): boolean {
  const { series, values, baseline } = context;
  const level = baseline.level[i] ?? Number.NaN;
  const rise = (values[i] ?? Number.NaN) - level;
  const spread = baseline.spread[i] ?? Number.NaN;
  return rise >= SHY_SPREADS * spread && rise >= SHY_SHARE_OF_RISE * leastRise(series, level);
}

/** A series that came nearest to leaving its baseline around a hint, and how near. */
export interface Nearest {
  readonly series: Series;
  /** The rise as a share of the least that makes an incident, 0 to 1. */
  readonly share: number;
}

/** What there was to see around a hint where nothing stands out: how many series, and the one that rose most. */
export function lookAround(
  all: readonly Series[],
  hint: Hint,
): { readonly series: number; readonly nearest: Nearest | undefined } {
  const { fromMs, toMs } = spanAround(hint);
  let seen = 0;
  let nearest: Nearest | undefined;
  for (const series of all) {
    if (!canMatter(series)) continue;
    const values = directed(series);
    const { level } = baselineOf(series);
    const shares = Array.from(series.times.keys())
      .filter((i) => (series.times[i] ?? 0) >= fromMs && (series.times[i] ?? 0) <= toMs)
      .map((i) => ((values[i] ?? 0) - (level[i] ?? 0)) / leastRise(series, level[i] ?? 0))
      .filter(Number.isFinite);
    if (shares.length === 0) continue;
    seen += 1;
    const share = Math.max(0, ...shares);
    if (nearest === undefined || share > nearest.share) nearest = { series, share };
  }
  return { series: seen, nearest };
}
