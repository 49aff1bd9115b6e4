import { partWithin } from '../rollup/grid.ts';
import { isNamedBy, type SliceView } from '../rollup/slice-view.ts';
import type { Series } from '../series/series.ts';
import type { IncidentSpan } from './incident.ts';
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

/** Where this share of what others ask for fails, it fails for them too. */
const SHARE_OF_OTHERS = 0.5;

/**
 * Whether most requests failed for one client alone, while others were served: who asks for what nobody else does, and fails,
 * is no outage. Where there are next to no others, as behind a proxy that asks for all, that cannot be told.
 */
export function isOneClients({ rollup }: Tier, { startMs, endMs }: IncidentSpan): boolean {
  const part = partWithin(rollup.grid, { fromMs: startMs, toMs: endMs });
  const sumOf = (cost: 'requests' | 'errors', slice: SliceView): number =>
    rollup.activity(slice, cost, 'end', part).reduce((sum, count) => sum + count, 0);
  const all = rollup.allTraffic();
  const clients = rollup.slices().filter((slice) => isNamedBy(slice, 'client'));
  const failures = clients.map((client) => sumOf('errors', client));
  const most = clients[failures.indexOf(Math.max(...failures))];
  if (most === undefined) return false;
  const others = sumOf('requests', all) - sumOf('requests', most);
  const failed = sumOf('errors', all) - sumOf('errors', most);
  return others >= LEAST_REQUESTS && failed < SHARE_OF_OTHERS * others;
}
