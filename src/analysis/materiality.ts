import type { Role, Series } from '../series/series.ts';

/**
 * How large a rise must be to matter, whatever its statistics: a series that never moves makes any step
 * significant. Per role: an absolute rise, a share of the baseline, a share of the capacity where that
 * is known, and the time it has to last. First guesses, tuned on quiet hours of real hosts.
 */
interface Threshold {
  readonly rise: number;
  readonly shareOfBaseline: number;
  readonly shareOfCapacity: number;
  readonly seconds: number;
}

const MEGABYTE = 1_000_000;

const thresholds: Readonly<Partial<Record<Role, Threshold>>> = {
  memory: { rise: 64 * MEGABYTE, shareOfBaseline: 0.25, shareOfCapacity: 0.03, seconds: 0 },
  swap: { rise: 16 * MEGABYTE, shareOfBaseline: 0.25, shareOfCapacity: 0.02, seconds: 0 },
  workers: { rise: 5, shareOfBaseline: 0.5, shareOfCapacity: 0, seconds: 0 },
  threads: { rise: 8, shareOfBaseline: 0.1, shareOfCapacity: 0, seconds: 0 },
  processes: { rise: 8, shareOfBaseline: 0.1, shareOfCapacity: 0, seconds: 0 },
  queue: { rise: 5, shareOfBaseline: 1, shareOfCapacity: 0, seconds: 0 },
  connections: { rise: 25, shareOfBaseline: 1, shareOfCapacity: 0, seconds: 30 },
  cpu: { rise: 0.5, shareOfBaseline: 0.5, shareOfCapacity: 0.3, seconds: 120 },
  // Without a resource that suffers, traffic has to change for longer, and by more, than a harmless burst does.
  'log-requests': { rise: 1, shareOfBaseline: 4, shareOfCapacity: 0, seconds: 300 },
  'log-in-flight': { rise: 5, shareOfBaseline: 2, shareOfCapacity: 0, seconds: 60 },
  'log-bytes-out': { rise: 10 * MEGABYTE, shareOfBaseline: 4, shareOfCapacity: 0, seconds: 300 },
  'log-bytes-in': { rise: MEGABYTE, shareOfBaseline: 4, shareOfCapacity: 0, seconds: 300 },
  'log-errors': { rise: 0.1, shareOfBaseline: 4, shareOfCapacity: 0, seconds: 300 },
  'log-aborts': { rise: 0.05, shareOfBaseline: 4, shareOfCapacity: 0, seconds: 120 },
  'log-latency': { rise: 1, shareOfBaseline: 2, shareOfCapacity: 0, seconds: 120 },
  load: { rise: 1, shareOfBaseline: 1, shareOfCapacity: 1, seconds: 120 },
};

/**
 * The least rise over `level` that makes an incident of a series, in its unit; Infinity for roles that
 * follow from others (disk, swap traffic) or serve to line clocks up.
 */
export function leastRise(series: Series, level: number): number {
  const threshold = thresholds[series.role];
  if (threshold === undefined) return Number.POSITIVE_INFINITY;
  const { rise, shareOfBaseline, shareOfCapacity } = threshold;
  const relative =
    series.capacity === undefined || shareOfCapacity === 0
      ? shareOfBaseline * Math.abs(level)
      : shareOfCapacity * series.capacity;
  return Math.max(rise, relative);
}

/** The least time that a rise has to last, seconds. */
export function leastSeconds(series: Series): number {
  return thresholds[series.role]?.seconds ?? 0;
}
