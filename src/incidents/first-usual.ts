import type { Role, Series } from '../series/series.ts';
import { median } from '../statistics/summaries.ts';
import { leastRise, smoothSamples } from './materiality.ts';

/** A fall is told by the samples of so long on either side of it, or by so many. */
const ASIDE_SECONDS = 600;
const LEAST_ASIDE = 6;
/** At a fall by this share of what was above goes the whole of it: a day's ebb goes in small steps. */
const FALL_SHARE = 0.6;

/** Memory falls at a restart as well, from where it took days to come: that was no incident. */
const KEPT: ReadonlySet<Role> = new Set<Role>(['memory', 'swap']);

/**
 * The samples that tell what is usual for a series at its begin: its first ones, unless it soon falls at once, by as much as
 * matters, and stays there: then it began in the middle of an incident, and those behind the fall are usual. `values` are the
 * series' own, bad direction up, or their means over a while.
 */
export function firstUsual(series: Series, values: Float64Array, count: number): Float64Array {
  const first = values.subarray(0, count);
  if (KEPT.has(series.role)) return first;
  const fall = findFall(series, values, median(first));
  return fall === undefined ? first : values.subarray(fall, fall + count);
}

/** The sample behind the first fall by a rise that matters, where what comes after is as low. */
function findFall(series: Series, values: Float64Array, level: number): number | undefined {
  const { stepSeconds } = series;
  const aside = Math.max(LEAST_ASIDE, Math.ceil(ASIDE_SECONDS / stepSeconds));
  // Means over a while fall as slowly.
  const between = 1 + Math.ceil(smoothSamples(series));
  const later = median(values.subarray(Math.floor(values.length / 2)));
  const rise = level - later;
  if (!(rise >= leastRise(series, later))) return undefined;
  for (let at = 1; at + between + aside <= values.length; at++) {
    const before = median(values.subarray(Math.max(0, at - aside), at));
    const after = median(values.subarray(at + between, at + between + aside));
    if (before - after >= FALL_SHARE * rise && after - later < (1 - FALL_SHARE) * rise)
      return at + between;
  }
  return undefined;
}
