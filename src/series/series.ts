import type { AlarmRange } from '../../parsers/munin/levels.ts';

/**
 * What a series measures (method.md 3.3). `requests` and `network` are used to line clocks up and to
 * dress the report; `swap-io`, `disk` and `io-wait` are consequences: they date a spiral and are never the
 * first thing explained. `limit` is a capacity. `generic` is a name culprit does not know. `log-…` is what a log
 * tells of itself, where no resource tells more.
 */
export const roles = [
  'memory',
  'swap',
  'workers',
  'threads',
  'processes',
  'connections',
  'queue',
  'cpu',
  'load',
  'network',
  'disk',
  'io-wait',
  'swap-io',
  'requests',
  'limit',
  'generic',
  'log-requests',
  'log-in-flight',
  'log-bytes-out',
  'log-bytes-in',
  'log-errors',
  'log-failed-share',
  'log-aborts',
  'log-latency',
] as const;
export type Role = (typeof roles)[number];
export type LogRole = Extract<Role, `log-${string}`>;

/** The levels at which the monitoring itself would have alarmed. */
export interface AlarmLevels {
  readonly warning?: AlarmRange;
  readonly critical?: AlarmRange;
}

/** One resource over time, ready for analysis: counters are rates already, gaps are NaN. */
export interface Series {
  /** The metric as its source names it, with the labels that tell it apart. */
  readonly name: string;
  /** The host it belongs to, where the source says. */
  readonly node?: string;
  readonly role: Role;
  /** `bytes`, `bytes/s`, `seconds`, `1`, `1/s`, `cores`, … */
  readonly unit: string;
  /** Which way is bad: 1 up, -1 down. */
  readonly direction: 1 | -1;
  /** Distance of the samples in seconds: the source's own, else the median. */
  readonly stepSeconds: number;
  /** Epoch milliseconds UTC, ascending. A rate stands at the end of its step. */
  readonly times: Float64Array;
  /** NaN where the source has a gap. */
  readonly values: Float64Array;
  /** A level that cannot be passed, in the series' unit, where the source tells it. */
  readonly capacity?: number;
  /** What the source's own graph calls it: Munin's title and label. */
  readonly title?: string;
  /** In the series' unit, where the source tells them. */
  readonly levels?: AlarmLevels;
  /** Whether a sample is the mean over its step (rates, Munin's AVERAGE of rates) or one instant. */
  readonly sampling: 'mean' | 'instant';
  /** Requests in each step, of a series of the log that rises and falls with them though nothing is wrong. */
  readonly traffic?: Float64Array;
  /** Times at which a counter behind it began again at 0: what it counts was restarted. */
  readonly resets?: readonly number[];
}
