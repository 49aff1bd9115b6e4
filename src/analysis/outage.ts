import type { SliceView } from '../rollup/slice-view.ts';
import { sumBetween } from '../statistics/summaries.ts';
import type { Scene } from './scene.ts';

/** Others fail like a slice where at least this share of its failures would be theirs too. */
const LIKE_SHARE = 0.2;

/**
 * Whether requests fail whoever asks, and whatever for, so that nobody who asks is the cause: those outside of a slice fail
 * like those in it. A status is no cause of failures but their name.
 */
export function failsLikeOthers(scene: Scene, slice: SliceView | undefined): boolean {
  if (!isOutage(scene)) return false;
  if (slice === undefined || slice.subject.status !== undefined) return true;
  const [own, all] = [failuresOf(scene, slice), failuresOf(scene, undefined)];
  const outside = (all.failed - own.failed) / (all.requests - own.requests);
  // Beside all traffic there are no others.
  return !(outside < LIKE_SHARE * (own.failed / own.requests));
}

/** What of all requests of an outage failed, 0 to 1; undefined where the incident is of something else. */
export function failedPart(scene: Scene): number | undefined {
  if (!isOutage(scene)) return undefined;
  const { failed, requests } = failuresOf(scene, undefined);
  return failed / requests;
}

function isOutage({ series }: Scene): boolean {
  return series.role === 'log-failed-share';
}

function failuresOf(
  scene: Scene,
  slice: SliceView | undefined,
): { readonly failed: number; readonly requests: number } {
  const { from, to } = scene;
  return {
    failed: sumBetween(scene.activity(slice, 'errors'), from, to),
    requests: sumBetween(scene.activity(slice, 'requests'), from, to),
  };
}
