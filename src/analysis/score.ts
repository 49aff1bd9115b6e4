import type { SliceView } from '../rollup/slice-view.ts';
import { product } from './factors.ts';
import { type Fit, FitContext } from './fit.ts';
import type { Scene } from './scene.ts';

/** One slice with its best explanation of the incident, all factors known. */
export interface Scored extends Fit {
  /** The product of the factors, 0 to 1. */
  readonly score: number;
}

/**
 * Every candidate, and all traffic, scored and ranked best first; ties by name. Where none that is below `least` is
 * asked for, those may be missing or scored too low.
 */
export function scoreCandidates(
  scene: Scene,
  candidates: readonly SliceView[],
  least = 0,
): readonly Scored[] {
  if (!scene.fits) return [];
  const context = new FitContext(scene, candidates);
  const fitted = [undefined, ...candidates]
    .map((slice) => context.best(slice, least))
    .filter((fit) => fit !== undefined);
  const scored = fitted.map((fit) => finish(fit, context.coverageOf(fit)));
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
  candidates: readonly SliceView[],
): Scored {
  const context = new FitContext(scene, candidates);
  const fit = context.fit(name.slice, finding.cost, finding.response, { whole: finding.slice });
  if (fit === undefined) return finding;
  const { recurrence } = finding.weights;
  const named = { ...fit, weights: { ...fit.weights, recurrence } };
  return finish(named, finding.factors.coverage * Math.min(1, fit.excess / finding.excess));
}

function nameOf({ subject }: Scored): string {
  return JSON.stringify(subject);
}

function finish(fit: Fit, coverage: number): Scored {
  const weights = { ...fit.weights, coverage };
  return { ...fit, weights, factors: { ...fit.factors, coverage }, score: product(weights) };
}
