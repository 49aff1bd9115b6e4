import { readMetrics } from '../../../src/ingest/read-metrics.ts';
import type { Series } from '../../../src/series/series.ts';
import { quantile } from '../intervals.ts';
import type { LabelledCase } from '../labelled-case.ts';
import type { BaselineBins } from './activity.ts';

/** Roles that follow from others, or from the traffic itself. */
const passive: ReadonlySet<string> = new Set([
  'requests',
  'network',
  'limit',
  'generic',
  'swap-io',
]);

/**
 * The series of the host that moved most in the windows, against its quartile range outside, laid into the bins; a person with
 * the dashboard would look at it.
 */
export async function movedResource(
  { metrics, windows }: LabelledCase,
  bins: BaselineBins,
): Promise<Float64Array | undefined> {
  if (metrics === undefined) return undefined;
  const read = await readMetrics([metrics], { span: undefined, environment: {}, zone: 'UTC' });
  const host = windows[0]?.host;
  let best: { readonly column: Float64Array; readonly moved: number } | undefined;
  for (const series of read.series) {
    if (passive.has(series.role) || !isOf(series, host)) continue;
    const column = inBins(series, bins);
    const moved = movedBy(column, bins);
    if (moved > (best?.moved ?? 0)) best = { column, moved };
  }
  return best?.column;
}

function isOf({ node }: Series, host: string | undefined): boolean {
  return host === undefined || node === undefined || node.split(/[.:]/)[0] === host;
}

/** The mean of the samples of each bin, bad upwards. */
function inBins({ times, values, direction }: Series, bins: BaselineBins): Float64Array {
  const { fromMs, stepMs, inside } = bins;
  const [sums, counts] = [new Float64Array(inside.length), new Float64Array(inside.length)];
  for (const [at, timeMs] of times.entries()) {
    const bin = Math.floor((timeMs - fromMs) / stepMs);
    const value = values[at] ?? Number.NaN;
    if (!(bin >= 0 && bin < inside.length) || Number.isNaN(value)) continue;
    sums[bin] = (sums[bin] ?? 0) + direction * value;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return sums.map((sum, bin) => sum / (counts[bin] || Number.NaN));
}

function movedBy(column: Float64Array, { inside }: BaselineBins): number {
  const part = (wanted: boolean): readonly number[] =>
    [...column].filter((value, bin) => Number.isFinite(value) && inside[bin] === wanted);
  const [within, without] = [part(true), part(false)];
  if (within.length === 0 || without.length < 3) return 0;
  const middle = quantile(without, 0.5);
  const range = quantile(without, 0.75) - quantile(without, 0.25) || Math.abs(middle) * 0.01 || 1;
  return (quantile(within, 0.8) - middle) / range;
}
