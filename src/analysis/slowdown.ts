import type { SliceView } from '../rollup/slice-view.ts';
import type { Scene } from './scene.ts';
import { median, sumBetween } from './statistics.ts';

/** How a slice's requests changed from before the incident to during it. */
export interface Change {
  /** Mean seconds in flight, by Little's law: time in flight over arrivals. */
  readonly secondsBefore: number;
  readonly secondsDuring: number;
  /** Arrivals a second during, over those before; Infinity when there were none before. */
  readonly arrivals: number;
  readonly requestsBefore: number;
  readonly requestsDuring: number;
}

/** Slices with fewer requests before or during have no usual duration. */
export const LEAST_REQUESTS = 5;

export function changeOf(scene: Scene, slice: SliceView | undefined): Change {
  const { from, to } = scene;
  const inFlight = scene.activity(slice, 'in-flight');
  const arrivals = scene.activity(slice, 'requests');
  const stepSeconds = scene.bins.stepMs / 1000;
  const requestsBefore = sumBetween(arrivals, 0, from);
  const requestsDuring = sumBetween(arrivals, from, to);
  return {
    requestsBefore,
    requestsDuring,
    secondsBefore: (sumBetween(inFlight, 0, from) * stepSeconds) / requestsBefore,
    secondsDuring: (sumBetween(inFlight, from, to) * stepSeconds) / requestsDuring,
    arrivals: requestsDuring / (to - from) / (requestsBefore / from),
  };
}

/** Slower than its own past by this factor or less than everybody's slowdown times it: nothing of its own. */
const OWN_SLOWDOWN = 1.5;
/** Asked for more often than before by less than this factor. */
const MORE_ARRIVALS = 1.5;

/** The slowdown that everybody had: the median over routes, never below none at all. */
export function commonSlowdown(scene: Scene, slices: readonly SliceView[]): number {
  const slowdowns = slices
    .filter(({ dimensions }) => dimensions.length === 1 && dimensions[0] === 'route')
    .map((slice) => changeOf(scene, slice))
    .filter(hasUsualDuration)
    .map(({ secondsBefore, secondsDuring }) => secondsDuring / secondsBefore);
  const common = median(slowdowns);
  return Number.isFinite(common) ? Math.max(1, common) : 1;
}

export function hasUsualDuration(change: Change): boolean {
  const { requestsBefore, requestsDuring, secondsBefore } = change;
  return requestsBefore >= LEAST_REQUESTS && requestsDuring >= LEAST_REQUESTS && secondsBefore > 0;
}

/**
 * Whether a slice only suffered (method.md 3.8): it slowed down no more than everybody did, and was not asked
 * for more often.
 */
export function isVictim(change: Change, common: number): boolean {
  if (!hasUsualDuration(change) || change.arrivals >= MORE_ARRIVALS) return false;
  return change.secondsDuring / change.secondsBefore <= OWN_SLOWDOWN * common;
}
