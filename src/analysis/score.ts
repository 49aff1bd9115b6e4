import type { Cost } from '../rollup/cost.ts';
import type { SliceView } from '../rollup/slice-view.ts';
import { type FactorWeights, product } from './factors.ts';
import { type Fit, FitContext } from './fit.ts';
import type { Scene } from './scene.ts';

/** One slice with its best explanation of the incident, all factors known. */
export interface Scored extends Fit {
  /** The product of the factors, 0 to 1. */
  readonly score: number;
}

/** Candidates within this share of the best are compared for coverage (method.md 3.6). */
const NEAR_BEST = 0.5;

/** Every candidate, and all traffic, scored and ranked best first; ties by name. */
export function scoreCandidates(scene: Scene, candidates: readonly SliceView[]): readonly Scored[] {
  if (!scene.fits) return [];
  const context = new FitContext(scene, candidates);
  const fitted = [undefined, ...candidates]
    .map((slice) => context.best(slice))
    .filter((fit) => fit !== undefined);
  const bestRaw = Math.max(0, ...fitted.map(rawScore));
  const largest = new Map<Cost, number>();
  for (const fit of fitted) {
    if (rawScore(fit) < NEAR_BEST * bestRaw || fit.slice === undefined) continue;
    largest.set(fit.cost, Math.max(fit.excess, largest.get(fit.cost) ?? 0));
  }
  const scored = fitted.map((fit) => finish(fit, largest.get(fit.cost) ?? fit.excess));
  return scored.sort((a, b) => b.score - a.score || (nameOf(a) < nameOf(b) ? -1 : 1));
}

/**
 * Scores a better name of a finding: the same explanation, with the traffic outside the finding held constant,
 * since what the name leaves out of it is no other traffic.
 */
export function scoreName(
  scene: Scene,
  name: Scored,
  finding: Scored,
  all: readonly Scored[],
): Scored {
  const slices = all.map(({ slice }) => slice).filter((slice) => slice !== undefined);
  const context = new FitContext(scene, slices);
  const fit = context.fit(name.slice, finding.cost, finding.response, { whole: finding.slice });
  return fit === undefined ? finding : finish(fit, finding.excess);
}

function nameOf({ subject }: Scored): string {
  return JSON.stringify(subject);
}

/** The factors that say how well an explanation fits, whoever else fits too (S_raw of method.md 3.6). */
function rawScore({ weights }: { readonly weights: FactorWeights }): number {
  return weights.fit * weights.explained * weights.plausibility * weights.order;
}

function finish(fit: Fit, largestExcess: number): Scored {
  const coverage = largestExcess > 0 ? Math.min(1, Math.max(0, fit.excess / largestExcess)) : 0;
  const weights = { ...fit.weights, coverage };
  return { ...fit, weights, factors: { ...fit.factors, coverage }, score: product(weights) };
}
