import { isOfMemory } from '../series/memory-role.ts';
import type { Role, Series } from '../series/series.ts';
import { meanBetween } from '../statistics/summaries.ts';
import { valuesIn } from './bins.ts';
import { MOST_BYTES_OF_A_REQUEST } from './plausibility.ts';
import { isLeak } from './response.ts';
import type { Scene } from './scene.ts';
import type { Scored } from './score.ts';

/** Memory that requests would have to hold though no count of them shows that they were there. */
export interface UnseenHold {
  /** The count that rose most. */
  readonly series: Series;
  /** By how many it rose. */
  readonly rise: number;
}

/** What rises by one or more for each request in flight. */
const COUNTING: ReadonlySet<Role> = new Set<Role>([
  'workers',
  'connections',
  'processes',
  'threads',
  'queue',
]);

/**
 * Without durations the number of requests stands for their time in flight, which may be anything. What is held for long is seen in
 * workers or connections, though: where those are watched, and grew by so few that each would have held more memory than a request
 * can, the requests did not hold it (Little's law: as many are in flight as arrive in the time that each takes). Undefined where
 * that is not said.
 */
export function unseenHoldOf(
  scene: Scene,
  { cost, response, factors }: Scored,
  series: readonly Series[],
): UnseenHold | undefined {
  if (
    !isOfMemory(scene.series.role) ||
    cost !== 'requests' ||
    isLeak(response) ||
    scene.durations !== 'none'
  )
    return undefined;
  const counts = series
    .filter(({ role }) => COUNTING.has(role))
    .map((one) => ({ series: one, rise: riseOf(one, scene) }))
    .filter(({ rise }) => Number.isFinite(rise));
  const [most] = counts.sort((a, b) => b.rise - a.rise);
  if (most === undefined) return undefined;
  const bytes = scene.excess(scene.resource) * Math.min(1, factors.explained);
  return bytes > MOST_BYTES_OF_A_REQUEST * Math.max(0, most.rise) ? most : undefined;
}

function riseOf(series: Series, { bins, from, to }: Scene): number {
  const values = valuesIn(bins, series);
  return meanBetween(values, from, to) - meanBetween(values, 0, from);
}
