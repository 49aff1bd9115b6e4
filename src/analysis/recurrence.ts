import type { SliceView } from '../rollup/slice-view.ts';
import { clamp } from '../statistics/summaries.ts';
import { fewRequestsWeight, isCounted, product } from './factors.ts';
import type { Scored } from './score.ts';

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
  const bySlice = groupedBySlice(rises.flat());
  const together = new Map(
    [...bySlice.values()].flatMap((alike) =>
      alike.map((scored): [Scored, number] => [scored, supportedScore(scored, alike)]),
    ),
  );
  const scoreOf = (scored: Scored): number => together.get(scored) ?? 0;
  return rises.map((rise) =>
    rise
      .map((scored) => {
        const alike = bySlice.get(scored.slice) ?? [];
        const mean = alike.reduce((sum, other) => sum + scoreOf(other), 0) / rises.length;
        const change = (scoreOf(scored) + mean) / (2 * scored.score);
        const recurrence = scored.score > 0 ? clamp(change, 1 / MOST_CHANGE, MOST_CHANGE) : 1;
        const weights = { ...scored.weights, recurrence };
        return { ...scored, weights, score: product(weights) };
      })
      .sort((a, b) => b.score - a.score),
  );
}

function groupedBySlice(all: readonly Scored[]): ReadonlyMap<SliceView | undefined, Scored[]> {
  const bySlice = new Map<SliceView | undefined, Scored[]>();
  for (const scored of all) {
    const alike = bySlice.get(scored.slice) ?? [];
    bySlice.set(scored.slice, alike);
    alike.push(scored);
  }
  return bySlice;
}

/**
 * One request in flight may be there by chance in one rise, but not in each of several: what it is taken for goes by the
 * requests of all rises, of each as far as the slice explains it as well. `alike` are a slice's scores of all rises.
 */
function supportedScore(scored: Scored, alike: readonly Scored[]): number {
  const { cost, score, factors } = scored;
  if (isCounted(cost) || !(score > 0 && factors.requests > 0)) return score;
  const requests = alike
    .filter((other) => other.cost === cost)
    .map((other) => other.factors.requests * Math.min(1, other.score / score))
    .reduce((sum, part) => sum + part, 0);
  return (score * fewRequestsWeight(requests)) / fewRequestsWeight(factors.requests);
}
