import type { SliceView } from '../rollup/slice-view.ts';
import { product } from './factors.ts';
import type { Scored } from './score.ts';
import { clamp } from './statistics.ts';

/** However often a slice was there, or was not, its score is not changed by more than this factor. */
const MOST_CHANGE = 3;

/**
 * Candidates of several rises of one series, each scored in the light of the others (method.md 3.9): half of a score is
 * the mean over all rises, so that what explains them all passes what explains one. Takes and gives one list for
 * each rise, ranked; a single rise stays as it is.
 */
export function inLightOfOthers(
  rises: readonly (readonly Scored[])[],
): readonly (readonly Scored[])[] {
  if (rises.length < 2) return rises;
  const sums = new Map<SliceView | undefined, number>();
  for (const { slice, score } of rises.flat()) sums.set(slice, (sums.get(slice) ?? 0) + score);
  return rises.map((rise) =>
    rise
      .map((scored) => {
        const mean = (sums.get(scored.slice) ?? 0) / rises.length;
        const change = (scored.score + mean) / (2 * scored.score);
        const recurrence = scored.score > 0 ? clamp(change, 1 / MOST_CHANGE, MOST_CHANGE) : 1;
        const weights = { ...scored.weights, recurrence };
        return { ...scored, weights, score: product(weights) };
      })
      .sort((a, b) => b.score - a.score),
  );
}
