import type { Grid } from '../rollup/grid.ts';
import type { Rollup } from '../rollup/rollup.ts';
import { isNamedBy, type SliceView } from '../rollup/slice-view.ts';
import type { Series } from '../series/series.ts';
import { seriesIn, sumsIn } from './log-steps.ts';

/** Routes whose durations are followed: those that held workers the longest. */
const MOST_ROUTES = 12;
/** A step with fewer requests of a route has no mean that tells anything. */
const LEAST_REQUESTS = 5;
/** A route has a history of its own where so large a part of the steps has a mean. */
const LEAST_KNOWN_SHARE = 0.5;

/** The mean duration of each of the busiest routes over time, seconds, by Little's law; NaN where few asked for it. */
export function latencySeries(rollup: Rollup, steps: Grid): readonly Series[] {
  if (!rollup.hasDurations) return [];
  return busiestRoutes(rollup).flatMap((slice) => {
    const { grid } = rollup;
    const inFlight = sumsIn(steps, grid, rollup.activity(slice, 'in-flight'));
    const arrived = sumsIn(steps, grid, rollup.activity(slice, 'requests'));
    const seconds = inFlight.map((sum, step) => {
      const requests = arrived[step] ?? 0;
      return requests < LEAST_REQUESTS ? Number.NaN : (sum * grid.widthMs) / 1000 / requests;
    });
    const known = seconds.filter(Number.isFinite).length;
    if (known < LEAST_KNOWN_SHARE * steps.length) return [];
    const name = `duration of ${slice.subject.route}`;
    return [seriesIn(steps, { role: 'log-latency', unit: 'seconds', name, values: seconds })];
  });
}

function busiestRoutes(rollup: Rollup): readonly SliceView[] {
  const routes = rollup.slices().filter((slice) => isNamedBy(slice, 'route'));
  routes.sort((a, b) => b.summary.workerMicroseconds - a.summary.workerMicroseconds);
  return routes.slice(0, MOST_ROUTES);
}
