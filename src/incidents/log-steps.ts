import { bucketAt, type Grid } from '../rollup/grid.ts';
import type { Rollup } from '../rollup/rollup.ts';
import type { Series } from '../series/series.ts';

/** Steps of series that a log makes, seconds, and how many samples one may have: more would be noise. */
const STEPS_SECONDS = [10, 30, 60, 300, 900, 3600, 21_600, 86_400] as const;
export const MOST_LOG_SAMPLES = 480;

/** What tells a series of the log from one of the host. */
const FROM_LOG = '(from the log)';

/** Events that are rare are counted in steps of a minute, where that leaves so many: in shorter ones chance speaks. */
const RARE_STEP_MS = 60_000;
const LEAST_RARE_STEPS = 24;

/** Steps in which a log has few enough samples, none finer than its buckets; coarser ones for what is rare. */
export function stepsOf({ grid, span }: Rollup, isRare = false): Grid {
  if (span === undefined) return { originMs: 0, widthMs: 1, length: 0 };
  const spanMs = span.toMs - span.fromMs;
  const widths = STEPS_SECONDS.map((seconds) => seconds * 1000);
  const leastMs = Math.max(
    spanMs / MOST_LOG_SAMPLES,
    isRare ? Math.min(RARE_STEP_MS, spanMs / LEAST_RARE_STEPS) : 0,
  );
  const fits = (stepMs: number): boolean => stepMs % grid.widthMs === 0 && stepMs >= leastMs;
  const widthMs = widths.find(fits) ?? grid.widthMs;
  const first = Math.floor(span.fromMs / widthMs);
  const last = Math.floor(span.toMs / widthMs);
  return { originMs: first * widthMs, widthMs, length: last - first + 1 };
}

/** The sums of a column of buckets over the steps; buckets lie wholly in one. */
export function sumsIn(steps: Grid, grid: Grid, column: Float64Array): Float64Array {
  const sums = new Float64Array(steps.length);
  for (let bucket = 0; bucket < column.length; bucket++) {
    const step = bucketAt(steps, grid.originMs + bucket * grid.widthMs);
    sums[step] = (sums[step] ?? 0) + (column[bucket] ?? 0);
  }
  return sums;
}

/** A series of values in steps; more is worse, as in all that a log makes. */
export function seriesIn(
  { originMs, widthMs }: Grid,
  facts: Pick<Series, 'role' | 'unit' | 'name' | 'values'>,
): Series {
  return {
    ...facts,
    name: `${facts.name} ${FROM_LOG}`,
    direction: 1,
    sampling: 'mean',
    stepSeconds: widthMs / 1000,
    times: facts.values.map((_, step) => originMs + (step + 1) * widthMs),
  };
}
