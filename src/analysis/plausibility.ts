import type { DurationSource } from '../incidents/tier.ts';
import type { Cost } from '../rollup/cost.ts';
import type { Role } from '../series/series.ts';
import { clamp } from '../statistics/summaries.ts';
import { isLeak } from './response.ts';

/** Slopes that make sense in physical units, lowest to highest. */
interface Range {
  readonly low: number;
  readonly high: number;
}

interface Allowed {
  readonly cost: Cost;
  /** `leak` for tau = Infinity, `filling` for what is taken in while a request lasts, `now` for all else. */
  readonly memory: 'now' | 'filling' | 'leak';
  readonly range: Range;
  /** Each leaves one or none: any other slope is of something else, however near. */
  readonly isWhole?: true;
  /** Only where more is held than the log shows in flight. */
  readonly isUnlogged?: true;
  /** How likely it is beside another cost that fits as well; 1 where nothing is said. */
  readonly weight?: number;
}

const KIBI = 1024;
const MEBI = 1024 * KIBI;

/** One request in flight, or the process that serves it, holds no more. */
export const MOST_BYTES_OF_A_REQUEST: number = 512 * MEBI;

/**
 * What one request takes in while it lasts: a body of the size that Apache allows if it is told nothing
 * (https://httpd.apache.org/docs/2.4/mod/core.html#limitrequestbody).
 */
const MOST_BYTES_TAKEN_IN = 1024 * MEBI;
/** How long a body has been coming says a little less than how much of it has come. */
const BY_TIME_ALONE = 0.95;

/** What grows while requests last, and is let go at their end. */
const taken: readonly Allowed[] = [
  { cost: 'bytes-in', memory: 'filling', range: { low: 0.05, high: 3 } },
  {
    cost: 'in-flight',
    memory: 'filling',
    range: { low: 64 * KIBI, high: MOST_BYTES_TAKEN_IN },
    weight: BY_TIME_ALONE,
  },
];

/** A thread or process that each request leaves behind, as it is measured. */
const WHOLE: Range = { low: 0.5, high: 1.5 };

/**
 * A connection that is kept open holds its worker behind the response, which no log tells, so that workers are so many seconds
 * of requests a second. Apache gives it up after 5 s (https://httpd.apache.org/docs/2.4/mod/core.html#keepalivetimeout), or as
 * long as somebody thought good.
 */
const KEPT_SECONDS: Range = { low: 1, high: 300 };
const KEPT_ALIVE = 0.8;
/** Where it is logged how long requests took, workers that were held for less than so many times that were held by them. */
const KEPT_TIMES = 2;

/** A slice is a part of what all of the log adds up to: one of it is one of that. */
function sameAs(cost: Cost): Allowed {
  return { cost, memory: 'now', range: { low: 0.7, high: 1.4 } };
}

/**
 * What one unit of a cost can do to one unit of a resource (method.md 3.3): a byte held is about a byte of
 * memory, a worker in flight about a process of 64 KiB to 512 MiB, a leak up to a request's own size. Flows
 * count per second, so that connections per request a second are seconds of keep-alive and cores are CPU-seconds.
 * First guesses from the method's table; widened where captures showed more (2 MB leaked by one request). A request can leave its
 * thread behind for ever: Apache and lighttpd have no status for a client that hung up, so that the log has requests and no aborts.
 */
const plausible: Readonly<Partial<Record<Role, readonly Allowed[]>>> = {
  memory: [
    { cost: 'held-bytes', memory: 'now', range: { low: 0.05, high: 3 } },
    { cost: 'in-flight', memory: 'now', range: { low: 64 * KIBI, high: MOST_BYTES_OF_A_REQUEST } },
    { cost: 'requests', memory: 'leak', range: { low: 1, high: 4 * MEBI } },
    { cost: 'aborts', memory: 'leak', range: { low: KIBI, high: 64 * MEBI } },
    { cost: 'bytes-in', memory: 'leak', range: { low: 1e-4, high: 1 } },
    { cost: 'bytes-out', memory: 'leak', range: { low: 1e-6, high: 1 } },
    ...taken,
  ],
  swap: [
    { cost: 'held-bytes', memory: 'now', range: { low: 0.05, high: 3 } },
    { cost: 'in-flight', memory: 'now', range: { low: 64 * KIBI, high: MOST_BYTES_OF_A_REQUEST } },
    { cost: 'requests', memory: 'leak', range: { low: 1, high: 4 * MEBI } },
    { cost: 'aborts', memory: 'leak', range: { low: KIBI, high: 64 * MEBI } },
    ...taken,
  ],
  threads: [
    { cost: 'in-flight', memory: 'now', range: { low: 0.3, high: 3 } },
    { cost: 'aborts', memory: 'leak', range: { low: 0.05, high: 1.5 } },
    { cost: 'requests', memory: 'leak', range: WHOLE, isWhole: true },
  ],
  processes: [
    { cost: 'in-flight', memory: 'now', range: { low: 0.3, high: 3 } },
    { cost: 'aborts', memory: 'leak', range: { low: 0.05, high: 1.5 } },
    { cost: 'requests', memory: 'leak', range: WHOLE, isWhole: true },
  ],
  workers: [
    { cost: 'in-flight', memory: 'now', range: { low: 0.4, high: 2.5 } },
    { cost: 'requests', memory: 'now', range: KEPT_SECONDS, weight: KEPT_ALIVE, isUnlogged: true },
  ],
  queue: [{ cost: 'in-flight', memory: 'now', range: { low: 0.2, high: 3 } }],
  connections: [
    { cost: 'in-flight', memory: 'now', range: { low: 0.4, high: 10 } },
    { cost: 'requests', memory: 'now', range: { low: 0.05, high: 300 } },
  ],
  cpu: [
    { cost: 'requests', memory: 'now', range: { low: 1e-4, high: 10 } },
    { cost: 'in-flight', memory: 'now', range: { low: 0.02, high: 1.5 } },
  ],
  load: [
    { cost: 'requests', memory: 'now', range: { low: 1e-4, high: 10 } },
    { cost: 'in-flight', memory: 'now', range: { low: 0.02, high: 1.5 } },
  ],
  'log-requests': [sameAs('requests')],
  'log-in-flight': [sameAs('in-flight')],
  'log-bytes-out': [sameAs('bytes-out')],
  'log-bytes-in': [sameAs('bytes-in')],
  'log-errors': [sameAs('errors')],
  'log-failed-share': [{ cost: 'errors', memory: 'now', range: { low: 1e-3, high: 1e4 } }],
  'log-aborts': [sameAs('aborts')],
  'log-latency': [{ cost: 'in-flight', memory: 'now', range: { low: 1e-3, high: 1e4 } }],
  network: [{ cost: 'bytes-out', memory: 'now', range: { low: 0.5, high: 1.5 } }],
};

/** The number of requests says less than the time that they took, and nothing of what comes after them. */
const ARRIVALS_ONLY = 0.6;
/** …but of requests that were given up it is known that they lasted. */
const ARRIVALS_GIVEN_UP = 0.9;

/** Requests stand for aborts that no status tells; where one does, the same requests are aborts rather. */
const UNTOLD_ABORTS = 0.9;

/** The factor for a resource or a cost that the table does not know. */
const UNKNOWN_ROLE = 0.5;
const COST_NOT_ALLOWED = 0.25;
const FLOOR = 0.1;

/** How long a request may have been in flight, seconds, where no log tells. */
const UNLOGGED_SECONDS: Range = { low: 0.05, high: 300 };

/** Without durations the number of requests has to stand for their time in flight, with a wider range. */
const arrivalsInsteadOfTime: ReadonlyMap<string, Range> = new Map(
  Object.entries(plausible).flatMap(([role, allowed]) =>
    allowed
      .filter(({ cost, memory }) => cost === 'in-flight' && memory === 'now')
      .map(({ range: { low, high } }) => [
        role,
        { low: low * UNLOGGED_SECONDS.low, high: high * UNLOGGED_SECONDS.high },
      ]),
  ),
);

/**
 * How plausible a slope is, 0.1 to 1 (factor U of method.md 3.6): 1 inside the range of the role and cost,
 * falling with the square root of the distance ratio outside, 0.25 where such a cost cannot move the role.
 */
export function plausibility(
  role: Role,
  cost: Cost,
  slope: {
    readonly tauSeconds: number;
    readonly fills?: true | undefined;
    readonly value: number;
    readonly durations?: DurationSource;
    /** Mean seconds in flight of one request, where they are logged. */
    readonly secondsEach?: number | undefined;
    /** Whether workers are held by what the log does not show (dark-concurrency.ts). */
    readonly isDark?: boolean;
    /** Whether all of the requests were given up by who waited for them (given-up.ts). */
    readonly isGivenUp?: boolean;
  },
): number {
  const allowed = plausible[role];
  if (allowed === undefined) return UNKNOWN_ROLE;
  const memory = isLeak(slope) ? 'leak' : slope.fills ? 'filling' : 'now';
  const entry = allowed.find((one) => one.cost === cost && one.memory === memory);
  if (entry?.isWhole) {
    return within(entry.range, slope.value) === 1 ? UNTOLD_ABORTS : COST_NOT_ALLOWED;
  }
  const own =
    entry === undefined || (entry.isUnlogged && !slope.isDark)
      ? COST_NOT_ALLOWED
      : (entry.weight ?? 1) * within(entry.range, slope.value) * possible(role, slope);
  const areArrivals = cost === 'requests' && slope.durations === 'none' && slope.tauSeconds === 0;
  const instead = areArrivals ? arrivalsInsteadOfTime.get(role) : undefined;
  if (instead === undefined) return own;
  const weight = slope.isGivenUp ? ARRIVALS_GIVEN_UP : ARRIVALS_ONLY;
  return Math.max(own, weight * within(instead, slope.value));
}

/** Processors that work for one request at once. */
const CORES_PER_REQUEST = 2;

/**
 * No processor works for a request longer than it is in flight, but for what it leaves to others to do later; and no worker is
 * kept by a connection while it still answers.
 */
function possible(
  role: Role,
  { value, secondsEach }: { readonly value: number; readonly secondsEach?: number | undefined },
): number {
  if (secondsEach === undefined) return 1;
  if (role === 'workers') return value >= KEPT_TIMES * secondsEach ? 1 : COST_NOT_ALLOWED;
  if (role !== 'cpu' && role !== 'load') return 1;
  return Math.max(COST_NOT_ALLOWED, Math.min(1, (CORES_PER_REQUEST * secondsEach) / value));
}

function within({ low, high }: Range, value: number): number {
  return clamp(Math.sqrt(value < low ? value / low : high / value), FLOOR, 1);
}
