import type { Cost } from '../rollup/cost.ts';
import type { Rollup } from '../rollup/rollup.ts';
import type { Series } from '../series/series.ts';
import { meanBetween, median } from '../statistics/summaries.ts';
import { LoggedSums } from './logged-sums.ts';

/** Clocks that drift are looked for up to this far; see `ZONE_MS` for more. */
export const DRIFT_MS: number = 20 * 60_000;
/** Zones differ by multiples of this, up to `FARTHEST_ZONE_MS`. https://www.iana.org/time-zones */
export const ZONE_MS: number = 15 * 60_000;
export const FARTHEST_ZONE_MS: number = 14 * 3_600_000;
/** Changes of the counter that must be compared with the log's. */
export const LEAST_CHANGES = 20;
/** How alike the changes must be at an offset for it to be believed. */
export const LEAST_CORRELATION = 0.6;
/** By how much less alike they must be at every other offset: else the match is ambiguous. */
export const LEAST_LEAD = 0.25;
/** Offsets nearer to the best than this, in steps, say the same: exporters hold values back. */
const NEAR_STEPS = 3;
/** Clocks nearer than this, and nearer than a step of the metrics, agree: it moves no onset beyond its uncertainty. */
export const LEAST_OFFSET_MS = 30_000;
/** Changes count up to this many times the median one: a few large responses are no pattern. */
const CLIP_MEDIANS = 3;
/** Offsets tried within one step of the series. */
const TRIES_A_STEP = 2;
/** Offsets tried around the best one, within one step. */
const FINE_TRIES_A_STEP = 12;
/** Steps on either side of a zone's offset: clocks drift there too. */
const STEPS_AROUND_ZONE = 2;

/** How far a host's metrics run from its log. */
export interface ClockOffset {
  /** To be added to the times of the metrics; 0 where the clocks agree, as far as can be told. */
  readonly offsetMs: number;
  /** How the changes of the counter and of the log agree, with the offset and without it; without it undefined where they do not overlap. */
  readonly correlation: number;
  readonly without: number | undefined;
  /** The counter that told. */
  readonly series: Series;
}

/** Counters of the server's own that the log tells too, the surest first. */
const counterparts: readonly { readonly role: Series['role']; readonly cost: Cost }[] = [
  { role: 'requests', cost: 'requests' },
  { role: 'network', cost: 'bytes-out' },
];

/**
 * Estimates the offset between the clock of a host's log and that of its metrics: what the server counted (requests,
 * then bytes sent) against what the log has in the same steps, by the correlation of their changes at each offset that
 * a drifting clock or a mistaken zone may have. Changes, since the daily rise and fall alone is alike at every small
 * offset. Undefined when no counter is like the log, and when several offsets are.
 */
export function clockOffset(rollup: Rollup, series: readonly Series[]): ClockOffset | undefined {
  for (const { role, cost } of counterparts) {
    for (const counter of series.filter((one) => one.role === role && one.sampling === 'mean')) {
      const match = bestMatch(new Comparison(rollup, cost, counter));
      if (match === undefined) continue;
      const leastMs = Math.max(LEAST_OFFSET_MS, counter.stepSeconds * 1000);
      const agrees = Math.abs(match.offsetMs) < leastMs;
      return { ...match, ...(agrees ? { offsetMs: 0 } : {}), series: counter };
    }
  }
  return undefined;
}

type Match = Pick<ClockOffset, 'offsetMs' | 'correlation' | 'without'>;

/** The offset that stands out, or undefined when none does. */
function bestMatch(comparison: Comparison): Match | undefined {
  const { stepMs } = comparison;
  const tried = offsetsOf(stepMs).flatMap((offsetMs) => {
    const correlation = comparison.correlationAt(offsetMs);
    return correlation === undefined ? [] : [{ offsetMs, correlation }];
  });
  const best = highest(tried);
  if (best === undefined) return undefined;
  const others = tried.filter(
    ({ offsetMs }) => Math.abs(offsetMs - best.offsetMs) > NEAR_STEPS * stepMs,
  );
  const lead = best.correlation - (highest(others)?.correlation ?? 0);
  if (best.correlation < LEAST_CORRELATION || lead < LEAST_LEAD) return undefined;
  const around = range(-stepMs, stepMs, stepMs / FINE_TRIES_A_STEP).flatMap((nearMs) => {
    const offsetMs = best.offsetMs + nearMs;
    const correlation = comparison.correlationAt(offsetMs);
    return correlation === undefined ? [] : [{ offsetMs, correlation }];
  });
  return { ...(highest([best, ...around]) ?? best), without: comparison.correlationAt(0) };
}

interface Tried {
  readonly offsetMs: number;
  readonly correlation: number;
}

/** The likeliest of equals is the smallest offset. */
function highest(tried: readonly Tried[]): Tried | undefined {
  return tried.reduce<Tried | undefined>((best, one) => {
    if (best === undefined || one.correlation > best.correlation) return one;
    const nearer = Math.abs(one.offsetMs) < Math.abs(best.offsetMs);
    return one.correlation === best.correlation && nearer ? one : best;
  }, undefined);
}

function offsetsOf(stepMs: number): readonly number[] {
  const tryMs = stepMs / TRIES_A_STEP;
  const offsets = new Set(range(-DRIFT_MS, DRIFT_MS, tryMs));
  const aroundMs = STEPS_AROUND_ZONE * stepMs;
  for (const zoneMs of range(-FARTHEST_ZONE_MS, FARTHEST_ZONE_MS, ZONE_MS)) {
    for (const nearMs of range(-aroundMs, aroundMs, tryMs)) offsets.add(zoneMs + nearMs);
  }
  return [...offsets];
}

/** From `-to` to `to` through 0. */
function range(from: number, to: number, by: number): readonly number[] {
  const below = Math.floor(-from / by);
  const above = Math.floor(to / by);
  return Array.from({ length: below + above + 1 }, (_, index) => (index - below) * by);
}

/** One counter beside the log's own count. */
class Comparison {
  readonly stepMs: number;
  readonly #counter: Series;
  readonly #logged: LoggedSums;
  /** Changes of both that are being compared. */
  readonly #counterChanges: Float64Array;
  readonly #logChanges: Float64Array;

  constructor(rollup: Rollup, cost: Cost, counter: Series) {
    this.stepMs = counter.stepSeconds * 1000;
    this.#counter = counter;
    this.#logged = new LoggedSums(rollup, cost);
    this.#counterChanges = new Float64Array(counter.times.length);
    this.#logChanges = new Float64Array(counter.times.length);
  }

  /** Pearson's correlation of the changes from step to step; undefined where too few can be compared. */
  correlationAt(offsetMs: number): number | undefined {
    const { times, values } = this.#counter;
    const counterChanges = this.#counterChanges;
    const logChanges = this.#logChanges;
    let changes = 0;
    let lastCounted = Number.NaN;
    let lastLogged = Number.NaN;
    for (let index = 0; index < times.length; index += 1) {
      const endMs = (times[index] ?? Number.NaN) + offsetMs;
      const counted = values[index] ?? Number.NaN;
      const logged = this.#logged.between(endMs - this.stepMs, endMs);
      const change = counted - lastCounted;
      const loggedChange = logged - lastLogged;
      lastCounted = counted;
      lastLogged = logged;
      if (Number.isNaN(change + loggedChange)) continue;
      counterChanges[changes] = change;
      logChanges[changes] = loggedChange;
      changes += 1;
    }
    if (changes < LEAST_CHANGES) return undefined;
    return correlationOf(
      clipped(counterChanges.subarray(0, changes)),
      clipped(logChanges.subarray(0, changes)),
    );
  }
}

/** Changes within some times the median of those that are any. */
function clipped(changes: Float64Array): Float64Array {
  const sizes = new Float64Array(changes.length);
  let count = 0;
  for (let i = 0; i < changes.length; i++) {
    const size = Math.abs(changes[i] ?? 0);
    if (size > 0) sizes[count++] = size;
  }
  const most = count === 0 ? 0 : CLIP_MEDIANS * median(sizes.subarray(0, count));
  const within = new Float64Array(changes.length);
  for (let i = 0; i < changes.length; i++) {
    within[i] = Math.max(-most, Math.min(most, changes[i] ?? 0));
  }
  return within;
}

/** Pearson's; 0 where either side never changes. */
function correlationOf(xs: Float64Array, ys: Float64Array): number {
  const [meanX, meanY] = [meanBetween(xs, 0, xs.length), meanBetween(ys, 0, ys.length)];
  let [xx, yy, xy] = [0, 0, 0];
  for (let index = 0; index < xs.length; index++) {
    const dx = (xs[index] ?? meanX) - meanX;
    const dy = (ys[index] ?? meanY) - meanY;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
}
