import type { SliceView } from '../rollup/slice-view.ts';
import type { Series } from '../series/series.ts';
import { LEAST_LOG_SAMPLES } from './log-series.ts';
import { seriesIn, stepsOf, sumsIn } from './log-steps.ts';
import type { Scene, Tier } from './scene.ts';
import { sumBetween } from './statistics.ts';

/** Of fewer requests in a step a share says little: they count as so many. */
const LEAST_REQUESTS = 10;

/**
 * How much of what was asked for failed, percent. Where it is most, the site is down, though the host be well: a backend that
 * is gone takes no memory, and a server that answers 502 at once has nobody waiting. None where nothing failed, and where the log
 * is too short.
 */
export function failedShare({ rollup }: Tier): readonly Series[] {
  const steps = stepsOf(rollup, true);
  const failed = rollup.total('errors', 'end');
  if (steps.length < LEAST_LOG_SAMPLES || !failed.some((count) => count > 0)) return [];
  const failures = sumsIn(steps, rollup.grid, failed);
  const requests = sumsIn(steps, rollup.grid, rollup.total('requests', 'end'));
  const values = failures.map(
    (count, step) => (100 * count) / Math.max(LEAST_REQUESTS, requests[step] ?? 0),
  );
  return [
    seriesIn(steps, { role: 'log-failed-share', unit: '%', name: 'failed requests', values }),
  ];
}

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
