import { mean, quantile } from '../intervals.ts';
import { type BaselineBins, inFlight, requestCounts } from './activity.ts';
import type { ParsedRequest } from './parsed-requests.ts';
import { bytesOf, type Slice, secondsOf } from './slices.ts';

/** What a baseline knows: bins with the true windows, the resource in them, and all requests. */
export interface Given {
  readonly bins: BaselineBins;
  /** The series that moved most, in the bins; NaN where it has a gap. Undefined where there is none. */
  readonly resource: Float64Array | undefined;
  readonly isInside: (request: ParsedRequest) => boolean;
  readonly all: { readonly inside: number; readonly outside: number };
}

/** The higher, the likelier a slice is to blame. */
export type Scorer = (slice: Slice, given: Given) => number;

type Column = (requests: readonly ParsedRequest[], bins: BaselineBins) => Float64Array;

/** Simple ways to name a culprit, from the literature and from what people do by hand. */
export const scorers: Readonly<Record<string, Scorer>> = {
  'most requests': (slice, given) => sumInside(slice, given, () => 1),
  'most bytes': (slice, given) => sumInside(slice, given, bytesOf),
  'most worker-seconds': (slice, given) => sumInside(slice, given, secondsOf),
  'RobustScorer, requests': against(requestCounts, robustScore),
  'RobustScorer, in flight': against(inFlight, robustScore),
  'N-Sigma, requests': against(requestCounts, sigmaScore),
  'N-Sigma, in flight': against(inFlight, sigmaScore),
  'KS, requests': against(requestCounts, kolmogorovSmirnov),
  'KS, in flight': against(inFlight, kolmogorovSmirnov),
  'Pearson, requests': correlated(requestCounts),
  'Pearson, in flight': correlated(inFlight),
  'risk ratio': riskRatio,
};

function sumInside(
  { requests }: Slice,
  { isInside }: Given,
  cost: (request: ParsedRequest) => number,
): number {
  return requests.filter(isInside).reduce((sum, request) => sum + cost(request), 0);
}

/** A scorer of two samples: the bins of the windows, and those before the first of them. */
function against(
  column: Column,
  score: (inside: readonly number[], before: readonly number[]) => number,
): Scorer {
  return ({ requests }, { bins }) => {
    const values = column(requests, bins);
    const first = bins.inside.indexOf(true);
    const inside = [...values].filter((_, bin) => bins.inside[bin]);
    const before = first > 0 ? [...values.subarray(0, first)] : outsideOf(values, bins);
    return inside.length === 0 || before.length === 0 ? 0 : score(inside, before);
  };
}

function outsideOf(values: Float64Array, { inside }: BaselineBins): readonly number[] {
  return [...values].filter((_, bin) => !inside[bin]);
}

/** BARO's scorer: the farthest above the median, in quartile ranges (https://github.com/phamquiluan/baro). */
function robustScore(inside: readonly number[], before: readonly number[]): number {
  const range = quantile(before, 0.75) - quantile(before, 0.25) || 1;
  return (Math.max(...inside) - quantile(before, 0.5)) / range;
}

/** The same with mean and standard deviation. */
function sigmaScore(inside: readonly number[], before: readonly number[]): number {
  const middle = mean(before);
  const deviation = Math.sqrt(mean(before.map((value) => (value - middle) ** 2))) || 1;
  return (Math.max(...inside) - middle) / deviation;
}

/** How far the distributions of the differences from bin to bin are apart, as Netdata compares metrics. */
function kolmogorovSmirnov(inside: readonly number[], before: readonly number[]): number {
  const [one, other] = [differences(inside), differences(before)];
  if (one.length === 0 || other.length === 0) return 0;
  let most = 0;
  for (const value of [...one, ...other]) {
    const [a, b] = [one, other].map(
      (own) => own.filter((each) => each <= value).length / own.length,
    );
    most = Math.max(most, Math.abs((a ?? 0) - (b ?? 0)));
  }
  return most;
}

function differences(values: readonly number[]): readonly number[] {
  return values.slice(1).map((value, at) => value - (values[at] ?? 0));
}

function correlated(column: Column): Scorer {
  return ({ requests }, { bins, resource }) =>
    resource === undefined ? 0 : pearson(column(requests, bins), resource);
}

/** Pearson's correlation over the bins that have both values; 0 where either does not move. */
export function pearson(one: Float64Array, other: Float64Array): number {
  const both = Array.from(one.keys()).filter((bin) => Number.isFinite(other[bin]));
  if (both.length < 3) return 0;
  const xs = both.map((bin) => one[bin] ?? 0);
  const ys = both.map((bin) => other[bin] ?? 0);
  const [meanX, meanY] = [mean(xs), mean(ys)];
  let [xx, yy, xy] = [0, 0, 0];
  for (const [at, x] of xs.entries()) {
    const [dx, dy] = [x - meanX, (ys[at] ?? 0) - meanY];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}

/** Slices with a smaller part of the windows' requests say nothing. */
const LEAST_SUPPORT = 0.001;

/** How much likelier a request of the slice lies in a window than another (MacroBase). */
function riskRatio({ requests }: Slice, { isInside, all }: Given): number {
  const inside = requests.filter(isInside).length;
  const outside = requests.length - inside;
  if (inside < LEAST_SUPPORT * all.inside) return 0;
  const own = inside / requests.length;
  const others = all.inside + all.outside - requests.length;
  const theirs = others === 0 ? 0 : (all.inside - inside) / others;
  // A slice that lies in the windows alone, with all of the others outside, has no finite ratio.
  const ratio = own / Math.max(theirs, 1 / (all.inside + all.outside));
  return outside === 0 ? ratio * (1 + inside / all.inside) : ratio;
}
