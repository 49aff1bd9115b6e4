import type { TrueWindow } from '../labelled-case.ts';
import type { ParsedRequest } from './parsed-requests.ts';

/** The bins of a case, and which of them lie in a true window. */
export interface BaselineBins {
  readonly fromMs: number;
  readonly stepMs: number;
  readonly inside: readonly boolean[];
}

export function binsOf(
  requests: readonly ParsedRequest[],
  windows: readonly TrueWindow[],
  stepSeconds: number,
): BaselineBins {
  const stepMs = stepSeconds * 1000;
  let [fromMs, toMs] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { startMs, endMs } of requests) {
    fromMs = Math.min(fromMs, startMs);
    toMs = Math.max(toMs, endMs);
  }
  const inside = Array.from({ length: Math.ceil((toMs - fromMs) / stepMs) + 1 }, (_, bin) => {
    const middleMs = fromMs + (bin + 0.5) * stepMs;
    return windows.some(({ startMs, endMs }) => middleMs >= startMs && middleMs <= endMs);
  });
  return { fromMs, stepMs, inside };
}

/** Requests that begin in each bin. */
export function requestCounts(
  requests: readonly ParsedRequest[],
  { fromMs, stepMs, inside }: BaselineBins,
): Float64Array {
  const counts = new Float64Array(inside.length);
  for (const { startMs } of requests) {
    const bin = Math.floor((startMs - fromMs) / stepMs);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

/** Requests in flight, the mean of each bin. */
export function inFlight(
  requests: readonly ParsedRequest[],
  { fromMs, stepMs, inside }: BaselineBins,
): Float64Array {
  const means = new Float64Array(inside.length);
  for (const { startMs, endMs } of requests) {
    const [first, last] = [startMs, endMs].map((ms) => Math.floor((ms - fromMs) / stepMs));
    for (let bin = Math.max(0, first ?? 0); bin <= Math.min(last ?? -1, means.length - 1); bin++) {
      const beginMs = fromMs + bin * stepMs;
      const ownMs = Math.min(endMs, beginMs + stepMs) - Math.max(startMs, beginMs);
      means[bin] = (means[bin] ?? 0) + ownMs / stepMs;
    }
  }
  return means;
}
