import type { Cost } from '../rollup/cost.ts';
import { isLevel } from './cost-kind.ts';
import type { Hold } from './hold.ts';

/** Whether memory is taken at once, or more and more as a body comes. */
export type HeldShape = 'flat' | 'filling';

/**
 * How a resource may follow an activity (method.md 3.5): at once (`tauSeconds` 0), with a memory of
 * `tauSeconds`, or for ever (Infinity: a leak). `hold` stands in for durations that the log does not carry.
 */
export interface Response {
  readonly tauSeconds: number;
  readonly hold?: Hold;
  /** Bytes in flight become less as they are sent: what buffers a response whole gives its memory back so. */
  readonly drains?: true;
  /** Requests take in more and more while they last, and let go of it when they end: bodies that are kept in memory. */
  readonly fills?: true;
  /** Requests in flight beyond what fills the resource only wait: a pool is full at its limit. */
  readonly saturates?: true;
  /** The log has no durations: lines that did not come tell of requests in flight. */
  readonly missing?: true;
  /** The log has no durations: a line was written whenever the resource fell. */
  readonly letsGo?: HeldShape;
}

/** The same without a memory: what a slice did, rather than what is left of it. */
export function atOnce(response: Response): Response {
  return { ...response, tauSeconds: 0 };
}

/** The same where all requests in flight count, those too that only wait for a pool that is full. */
export function unlimited({ saturates: _, ...response }: Response): Response {
  return response;
}

/** One text for a response, to keep figures by. */
export function responseKey(response: Response): string {
  const { tauSeconds, hold, drains, fills, saturates, missing, letsGo } = response;
  return `${tauSeconds} ${hold?.seconds ?? ''} ${hold?.shape ?? ''} ${drains ?? ''} ${fills ?? ''} ${saturates ?? ''} ${missing ?? ''} ${letsGo ?? ''}`;
}

/** Whether it says itself how long and how much of requests is felt: what is logged of them is only where it starts from. */
export function hasOwnShape({ hold, drains, fills, letsGo }: Response): boolean {
  return hold !== undefined || drains === true || fills === true || letsGo !== undefined;
}

/** Whether a cost is felt by what requests hold while they last, rather than by what they did. */
export function lastsWithRequests(cost: Cost, { fills }: Response): boolean {
  return isLevel(cost) || fills === true;
}

/** Whether what was once taken is never given back. */
export function isLeak({ tauSeconds }: Pick<Response, 'tauSeconds'>): boolean {
  return tauSeconds === Number.POSITIVE_INFINITY;
}

const TAUS_SECONDS = [0, 60, 300, 1800, 14_400, Number.POSITIVE_INFINITY] as const;

/** The memories worth trying for a cost in bins of `stepSeconds`: none below the step, no leak of a level. */
export function responsesFor(cost: Cost, stepSeconds: number): readonly Response[] {
  return TAUS_SECONDS.filter(
    (tau) =>
      tau === 0 || (tau > stepSeconds && !(isLevel(cost) && tau === Number.POSITIVE_INFINITY)),
  ).map((tauSeconds) => ({ tauSeconds }));
}

/**
 * The activity as the resource would feel it: levels and flows as leaky means, flows per second; for a leak
 * the running count since the last reset. So a slope keeps its unit: per worker, per byte held, per
 * request a second, per request ever made. A leak starts anew in each bin of `resets`.
 */
export function felt(
  activity: Float64Array,
  { tauSeconds }: Response,
  context: {
    readonly stepSeconds: number;
    readonly level: boolean;
    readonly resets: readonly number[];
  },
): Float64Array {
  const { stepSeconds, level } = context;
  if (isLeak({ tauSeconds })) return runningSum(activity, context.resets);
  const scale = level ? 1 : 1 / stepSeconds;
  return leakyMean(activity, scale, tauSeconds === 0 ? 0 : Math.exp(-stepSeconds / tauSeconds));
}

/** Activity beyond which the resource feels no more: what only waits. */
export function cutAt(activity: Float64Array, most: number): Float64Array {
  return activity.map((value) => Math.min(value, most));
}

function runningSum(activity: Float64Array, resets: readonly number[]): Float64Array {
  const result = new Float64Array(activity.length);
  const startsAnew = new Set(resets);
  let sum = 0;
  for (let bin = 0; bin < activity.length; bin++) {
    sum = (activity[bin] ?? 0) + (startsAnew.has(bin) ? 0 : sum);
    result[bin] = sum;
  }
  return result;
}

/** Starts at the first value: what came before the span is taken to have been alike. */
function leakyMean(activity: Float64Array, scale: number, kept: number): Float64Array {
  const result = new Float64Array(activity.length);
  let mean = (activity[0] ?? 0) * scale;
  for (let bin = 0; bin < activity.length; bin++) {
    mean = kept * mean + (1 - kept) * scale * (activity[bin] ?? 0);
    result[bin] = mean;
  }
  return result;
}
