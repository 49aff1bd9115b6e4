import type { Cost } from '../rollup/cost.ts';
import type { Grid } from '../rollup/grid.ts';
import type { Rollup } from '../rollup/rollup.ts';
import type { LogRole, Series } from '../series/series.ts';
import { latencySeries } from './latency-series.ts';
import { seriesIn, stepsOf, sumsIn } from './log-steps.ts';
import type { Tier } from './tier.ts';

/** A log of fewer samples has no time to compare with. */
export const LEAST_LOG_SAMPLES = 12;

interface LogKind {
  readonly cost: Cost;
  readonly role: LogRole;
  readonly name: string;
  readonly unit: string;
  /** Whether each request makes a part of it, so that it follows how many come. */
  readonly followsTraffic?: true;
}

/** What a log counts of its requests as a whole. */
const kinds: readonly LogKind[] = [
  { cost: 'requests', role: 'log-requests', name: 'requests per second', unit: '1/s' },
  {
    cost: 'in-flight',
    role: 'log-in-flight',
    name: 'requests in flight',
    unit: 'requests',
    followsTraffic: true,
  },
  { cost: 'bytes-out', role: 'log-bytes-out', name: 'bytes sent per second', unit: 'bytes/s' },
  { cost: 'bytes-in', role: 'log-bytes-in', name: 'bytes received per second', unit: 'bytes/s' },
  {
    cost: 'errors',
    role: 'log-errors',
    name: 'failed requests per second',
    unit: '1/s',
    followsTraffic: true,
  },
  {
    cost: 'aborts',
    role: 'log-aborts',
    name: 'aborted requests per second',
    unit: '1/s',
    followsTraffic: true,
  },
];

/**
 * What a slice spends where it is behind a series of the log: its part of the sum, or of the time that requests took;
 * undefined for a series of the host.
 */
export function costOfLogSeries({ role }: Series): Cost | undefined {
  if (role === 'log-latency') return 'in-flight';
  if (role === 'log-failed-share') return 'errors';
  return kinds.find((kind) => kind.role === role)?.cost;
}

export function isFromLog(series: Series): boolean {
  return costOfLogSeries(series) !== undefined;
}

/**
 * The series that a log makes by itself (method.md 3.4 without metrics): rates of all its requests, requests in flight
 * where durations are known, and the mean duration of its busiest routes. None where the log is too short.
 */
export function logSeriesOf({ rollup }: Tier): readonly Series[] {
  const steps = stepsOf(rollup);
  if (steps.length < LEAST_LOG_SAMPLES) return [];
  const sums = kinds.flatMap((kind) => sumSeries(rollup, kind, stepsOf(rollup, isRare(kind))));
  return [...sums, ...latencySeries(rollup, steps)];
}

function isRare({ cost }: LogKind): boolean {
  return cost === 'errors' || cost === 'aborts';
}

/** One sum over all requests as a series; none where the log does not carry it. */
function sumSeries(
  rollup: Rollup,
  { cost, role, name, unit, followsTraffic }: LogKind,
  steps: Grid,
): readonly Series[] {
  const column = rollup.total(cost);
  if (!column.some((value) => value > 0)) return [];
  const total = sumsIn(steps, rollup.grid, column);
  const scale = cost === 'in-flight' ? rollup.grid.widthMs / steps.widthMs : 1000 / steps.widthMs;
  const series = seriesIn(steps, { role, unit, name, values: total.map((sum) => sum * scale) });
  if (followsTraffic !== true) return [series];
  return [{ ...series, traffic: sumsIn(steps, rollup.grid, rollup.total('requests')) }];
}
