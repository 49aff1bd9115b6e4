import { isMiss, type Miss } from '../contract.ts';

/** A sample of one host: its time as it is written, and what was measured, by activity. */
export interface SadfSample {
  readonly date: string;
  readonly time: string;
  /** Whether the time is UTC, rather than that of the host. */
  readonly isUtc: boolean;
  readonly statistics: Readonly<Record<string, unknown>>;
}

export interface SadfHost {
  readonly name: string;
  /** Undefined where the file does not say. */
  readonly cpus: number | undefined;
  readonly samples: readonly SadfSample[];
  /** How often the host was started anew within the file. */
  readonly restarts: number;
}

/**
 * Reads the document that `sadf -j` prints: `utc` says whether times are UTC, `tz` with its name in versions after 12.7.
 * https://github.com/sysstat/sysstat/blob/master/sadf_misc.c
 */
export function readDocument(document: unknown): readonly SadfHost[] | Miss {
  const { sysstat } = isObject(document) ? document : {};
  const { hosts } = isObject(sysstat) ? sysstat : {};
  if (!Array.isArray(hosts)) return damaged('sysstat.hosts');
  const read: SadfHost[] = [];
  for (const host of hosts) {
    const one = readHost(host);
    if (isMiss(one)) return one;
    read.push(one);
  }
  return read;
}

function readHost(host: unknown): SadfHost | Miss {
  if (!isObject(host)) return damaged('hosts');
  const { nodename, statistics, restarts, 'number-of-cpus': cpus } = host;
  if (typeof nodename !== 'string') return damaged('nodename');
  if (!Array.isArray(statistics)) return damaged('statistics');
  const samples = statistics.flatMap((one: unknown) => {
    const sample = isObject(one) ? readSample(one) : undefined;
    return sample === undefined ? [] : [sample];
  });
  return {
    name: nodename,
    cpus: typeof cpus === 'number' && cpus > 0 ? cpus : undefined,
    samples,
    restarts: Array.isArray(restarts) ? restarts.length : 0,
  };
}

function readSample({
  timestamp,
  ...statistics
}: Readonly<Record<string, unknown>>): SadfSample | undefined {
  if (!isObject(timestamp)) return undefined;
  const { date, time, utc, tz } = timestamp;
  if (typeof date !== 'string' || typeof time !== 'string') return undefined;
  return { date, time, isUtc: utc === 1 || tz === 'UTC' || tz === 'GMT', statistics };
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function damaged(field: string): Miss {
  return { reason: `damaged sadf document: no ${field}`, field };
}
