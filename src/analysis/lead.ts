import type { Scene } from './scene.ts';
import { median } from './statistics.ts';

/** A column has risen when it is this share of the way from its level before to its peak. */
const RISEN_SHARE = 0.3;

/** Seconds by which an activity was on its way up before the resource was; negative when after. */
export function leadOf(scene: Scene, activity: Float64Array): number {
  const bins = risenBin(scene.resource, scene) - risenBin(activity, scene);
  return (bins * scene.bins.stepMs) / 1000;
}

/** The bin, in the incident or as long before it, in which a column has risen for the first time. */
function risenBin(column: Float64Array, { from, to }: Scene): number {
  const before = median(column.subarray(0, from));
  const level = Number.isFinite(before) ? before : 0;
  let peak = level;
  for (let bin = from; bin < to; bin++) peak = Math.max(peak, orLow(column[bin]));
  const threshold = level + RISEN_SHARE * (peak - level);
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
