import type { Role, Series } from '../series/series.ts';

/**
 * How large a rise must be to matter, whatever its statistics: a series that never moves makes any step
 * significant. It has to be absolute, and a share of the baseline or, where that is known, of the capacity, and
 * to last. Tuned on quiet hours of real hosts, in which crawlers come and go: a rise of a few workers in a
 * hundred, or of a tenth of the memory, is what a host has room for.
 */
interface Threshold {
  readonly rise: number;
  readonly shareOfBaseline: number;
  /** In place of it where the series tells what is left: so much of that may not go. */
  readonly shareOfRest?: number;
  readonly seconds: number;
  /** Where the capacity is known: a rise and a share of it, in place of what stands above. */
  readonly ofCapacity?: { readonly rise: number; readonly share: number };
  /** A rise by less than this share of the capacity does not matter, whatever was before. */
  readonly leastOfCapacity?: number;
  /** A rise that matters whatever was before: a share of the capacity, or so much where that is not known. */
  readonly enough?: { readonly rise: number; readonly ofCapacity: number };
  /** Means over so many seconds are looked at: single samples are too noisy. */
  readonly smoothSeconds?: number;
}

const MEGABYTE = 1_000_000;
/** What holds for memory of any kind. */
const SPACE = {
  shareOfRest: 0.4,
  leastOfCapacity: 0.005,
  enough: { rise: 1000 * MEGABYTE, ofCapacity: 0.1 },
} as const;

const thresholds: Readonly<Partial<Record<Role, Threshold>>> = {
  memory: { rise: 64 * MEGABYTE, shareOfBaseline: 1.5, seconds: 0, ...SPACE },
  swap: { rise: 32 * MEGABYTE, shareOfBaseline: 1, seconds: 0, ...SPACE },
  workers: { rise: 10, shareOfBaseline: 0.5, seconds: 0, ofCapacity: { rise: 3, share: 0.15 } },
  threads: { rise: 15, shareOfBaseline: 0.05, seconds: 60 },
  processes: { rise: 15, shareOfBaseline: 0.05, seconds: 60 },
  queue: { rise: 5, shareOfBaseline: 1, seconds: 0 },
  connections: { rise: 50, shareOfBaseline: 2, seconds: 30 },
  cpu: {
    rise: 0.5,
    shareOfBaseline: 1,
    seconds: 480,
    ofCapacity: { rise: 0.2, share: 0.1 },
    smoothSeconds: 300,
  },
  load: { rise: 1, shareOfBaseline: 1, seconds: 480, smoothSeconds: 300 },
  // Without a resource that suffers, traffic has to change for longer, and by more, than a harmless burst does.
  'log-requests': { rise: 1, shareOfBaseline: 4, seconds: 300 },
  'log-in-flight': { rise: 5, shareOfBaseline: 2, seconds: 60 },
  'log-bytes-out': { rise: 10 * MEGABYTE, shareOfBaseline: 4, seconds: 300 },
  'log-bytes-in': { rise: MEGABYTE, shareOfBaseline: 4, seconds: 300 },
  'log-errors': { rise: 0.1, shareOfBaseline: 4, seconds: 300 },
  // Percent: where most of what is asked for fails the site is down, however few come.
  'log-failed-share': { rise: 50, shareOfBaseline: 1, seconds: 60 },
  'log-aborts': { rise: 0.05, shareOfBaseline: 4, seconds: 120 },
  'log-latency': { rise: 1, shareOfBaseline: 2, seconds: 120 },
};

/**
 * The least rise over `level` that makes an incident of a series, in its unit; Infinity for roles that
 * follow from others (disk, swap traffic) or serve to line clocks up.
 */
export function leastRise(series: Series, level: number): number {
  const threshold = thresholds[series.role];
  if (threshold === undefined) return Number.POSITIVE_INFINITY;
  const { rise, shareOfBaseline, shareOfRest = shareOfBaseline, ofCapacity, enough } = threshold;
  const { capacity, direction } = series;
  if (capacity !== undefined && ofCapacity !== undefined) {
    return Math.max(ofCapacity.rise, ofCapacity.share * capacity);
  }
  const least = Math.max(rise, (threshold.leastOfCapacity ?? 0) * (capacity ?? 0));
  const relative = (direction === 1 ? shareOfBaseline : shareOfRest) * Math.abs(level);
  return Math.max(least, Math.min(relative, enoughOf(enough, capacity)));
}

function enoughOf(enough: Threshold['enough'], capacity: number | undefined): number {
  if (enough === undefined) return Number.POSITIVE_INFINITY;
  return capacity === undefined ? enough.rise : enough.ofCapacity * capacity;
}

/** Whether incidents are looked for in a series: those of other roles follow from others. */
export function canMatter({ role }: Series): boolean {
  return thresholds[role] !== undefined;
}

/** The least time that a rise has to last, seconds. */
export function leastSeconds(series: Series): number {
  return thresholds[series.role]?.seconds ?? 0;
}

/** Fewer instants than this are no mean, however far apart they are. */
const LEAST_INSTANTS = 3;

/** Over how many samples of a series means are taken before they are judged; 0 for none. */
export function smoothSamples(series: Series): number {
  const seconds = smoothSeconds(series);
  if (seconds === 0) return 0;
  return Math.max(seconds / series.stepSeconds, series.sampling === 'instant' ? LEAST_INSTANTS : 0);
}

/** Over how many seconds the samples of a series are averaged before they are judged; 0 for none. */
export function smoothSeconds(series: Series): number {
  return thresholds[series.role]?.smoothSeconds ?? 0;
}
