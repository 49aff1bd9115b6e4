import { shapleyShares } from '../statistics/shapley.ts';
import { dot } from '../statistics/summaries.ts';
import { centred, jointFits } from './joint-fit.ts';
import type { Scene } from './scene.ts';
import type { Scored } from './score.ts';

/** Findings that are set against each other at most: the sets of more would be too many. */
export const MOST_SHARING = 5;

/** Two that move together as closely as this cannot be told apart (method.md 3.7). */
const INSEPARABLE = 0.9;

/** What one of several findings explains beside the others. */
export interface JointShare {
  /** Its part of the series' variance that all explain together, 0 to 1: Shapley's (Lindeman, Merenda and Gold's R²). */
  readonly share: number;
  /** What all explain together: the sum of their shares. */
  readonly together: number;
  /** Places of others that move so much alike that the data cannot divide between the two. */
  readonly inseparable: readonly number[];
}

/** Of each of several findings of one incident, best first; empty of a single one, and of those beyond the first five. */
export function jointShares(findings: readonly Scored[], scene: Scene): readonly JointShare[] {
  if (findings.length < 2 || scene.usable.length === 0) return [];
  const columns = findings
    .slice(0, MOST_SHARING)
    .map(({ slice, cost, response }) => scene.usableOf(scene.felt(slice, cost, response)));
  const fits = jointFits(scene.usableOf(scene.resource), columns);
  const moves = columns.map(centred);
  return shapleyShares(fits).map((share, place) => ({
    share,
    together: fits.at(-1) ?? 0,
    inseparable: moves.flatMap((other, at) =>
      at !== place && correlation(moves[place] ?? other, other) > INSEPARABLE ? [at] : [],
    ),
  }));
}

function correlation(one: Float64Array, other: Float64Array): number {
  const length = Math.sqrt(dot(one, one) * dot(other, other));
  return length === 0 ? 0 : dot(one, other) / length;
}
