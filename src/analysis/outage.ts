import type { SliceView } from '../rollup/slice-view.ts';
import type { Scene } from './scene.ts';
import { shareOutside, unservedOf, unservedShare } from './unserved.ts';

/** Others fail like a slice where at least this share of its failures would be theirs too. */
const LIKE_SHARE = 0.2;

/**
 * Whether requests fail whoever asks, and whatever for, so that nobody who asks is the cause: those outside of a slice fail
 * like those in it. A status is no cause of failures but their name.
 */
export function failsLikeOthers(scene: Scene, slice: SliceView | undefined): boolean {
  if (!isOutage(scene)) return false;
  if (slice === undefined || slice.subject.status !== undefined) return true;
  const own = unservedOf(scene, slice, 'errors');
  const outside = shareOutside(unservedOf(scene, undefined, 'errors'), own);
  // Beside all traffic there are no others.
  return !(outside < LIKE_SHARE * unservedShare(own));
}

/** What of all requests of an outage failed, 0 to 1; undefined where the incident is of something else. */
export function failedPart(scene: Scene): number | undefined {
  if (!isOutage(scene)) return undefined;
  return unservedShare(unservedOf(scene, undefined, 'errors'));
}

function isOutage({ series }: Scene): boolean {
  return series.role === 'log-failed-share';
}
