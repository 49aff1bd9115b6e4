import type { Series } from '../series/series.ts';
import { meanBetween } from '../statistics/summaries.ts';
import { valuesIn } from './bins.ts';
import type { Scene } from './scene.ts';

/** Busy workers beside the requests that the log shows in flight (method.md 3.8). */
export interface DarkConcurrency {
  /** Mean busy workers in the incident, and before it. */
  readonly busy: number;
  readonly busyBefore: number;
  /** Mean requests in flight in the incident, as logged. */
  readonly logged: number;
  /** By how much workers that no logged request holds have become more. */
  readonly grown: number;
  readonly series: Series;
}

/** Workers that no logged request holds, as a share of the rise, from which they are told. */
const UNLOGGED_SHARE = 0.5;
/** Fewer than this are a matter of sampling. */
const LEAST_GROWN = 3;

/**
 * Workers held by requests that the log does not show, or not yet: slow to send their headers, still running when the log
 * ends, or killed. Undefined where they did not become more, and where the log tells nothing of durations.
 */
export function darkConcurrencyOf(
  scene: Scene,
  series: readonly Series[],
): DarkConcurrency | undefined {
  if (scene.durations === 'none' || !scene.rollup.hasDurations) return undefined;
  const logged = scene.activity(undefined, 'in-flight');
  const { from, to, bins } = scene;
  const seen = series
    .filter(({ role }) => role === 'workers')
    .flatMap((workers): DarkConcurrency[] => {
      const busy = valuesIn(bins, workers);
      const dark = busy.map((value, bin) => value - (logged[bin] ?? 0));
      const during = meanBetween(busy, from, to);
      const before = orNothing(meanBetween(busy, 0, from));
      const grown = meanBetween(dark, from, to) - orNothing(meanBetween(dark, 0, from));
      const rise = during - before;
      if (!(grown >= LEAST_GROWN && grown >= UNLOGGED_SHARE * rise)) return [];
      const inFlight = meanBetween(logged, from, to);
      return [{ busy: during, busyBefore: before, logged: inFlight, grown, series: workers }];
    });
  return seen.sort((a, b) => b.grown - a.grown)[0];
}

function orNothing(mean: number): number {
  return Number.isFinite(mean) ? mean : 0;
}
