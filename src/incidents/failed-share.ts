import type { Series } from '../series/series.ts';
import { LEAST_LOG_SAMPLES } from './log-series.ts';
import { seriesIn, stepsOf, sumsIn } from './log-steps.ts';
import type { Tier } from './tier.ts';

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
