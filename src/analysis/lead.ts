import { median, smoothed } from '../statistics/summaries.ts';
import type { Scene } from './scene.ts';

/** A column has risen when it is this share of the way from its level before to its peak. */
const RISEN_SHARE = 0.3;
/** An activity that is this share of its way up has begun, however little that is. */
const BEGUN_SHARE = 0.1;

/**
 * Seconds by which an activity was on its way up before the resource was; negative when after. `risen` is the
 * resource's own bin of `risenBin`. Of two that rise for hours either may pass the mark first: a pool that fills rises fast and
 * then no further, while what fills it goes on. So only what had not even begun when the resource had risen came after.
 */
export function leadOf(
  scene: Scene,
  activity: Float64Array,
  risen: number = risenBin(scene.resource, scene),
): number {
  const ahead = risen - risenBin(activity, scene);
  const bins = ahead >= 0 ? ahead : Math.min(0, risen - risenBin(activity, scene, BEGUN_SHARE));
  return (bins * scene.bins.stepMs) / 1000;
}

/**
 * The bin, in the incident or as long before it, in which a column has risen for the first time; by its means over as long as one
 * may seem later than another, since of two that rise slowly the noisier one passes any mark first.
 */
export function risenBin(
  given: Float64Array,
  { from, to, usable }: Scene,
  share: number = RISEN_SHARE,
): number {
  const column = smoothed(given, TOLERANCE_SHARE * (to - from));
  const usual = usable.filter((at) => at < from).map((at) => column[at] ?? Number.NaN);
  const before = median(Float64Array.from(usual));
  const level = Number.isFinite(before) ? before : 0;
  let peak = level;
  for (let bin = from; bin < to; bin++) peak = Math.max(peak, orLow(column[bin]));
  const threshold = level + share * (peak - level);
  const earliest = Math.max(0, from - (to - from));
  let bin = from;
  while (bin < to && orLow(column[bin]) < threshold) bin += 1;
  while (bin > earliest && orLow(column[bin - 1]) >= threshold) bin -= 1;
  return bin;
}

/** A gap is no rise. */
function orLow(value: number | undefined): number {
  return value === undefined || Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
}

/** A slice may seem to begin so much later than the resource: single samples of either are noisy. */
const LEAST_TOLERANCE_SECONDS = 60;
/** In a long incident the way up is long too. */
const TOLERANCE_SHARE = 0.05;

/** How much later than the resource, in seconds, a slice may seem to begin and still be its cause. */
export function toleranceOf({ incident, bins }: Scene): number {
  const { startMs, endMs, primary } = incident;
  const toleranceMs = Math.max(
    2 * bins.stepMs,
    primary.onset.uncertaintyMs + bins.stepMs,
    TOLERANCE_SHARE * (endMs - startMs),
  );
  return Math.max(LEAST_TOLERANCE_SECONDS, toleranceMs / 1000);
}
