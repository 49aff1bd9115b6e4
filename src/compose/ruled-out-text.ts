import type { FactorWeights } from '../analysis/factors.ts';
import type { RuledOut } from '../analysis/ruled-out.ts';
import type { Scored } from '../analysis/score.ts';
import { decimal, share } from '../report/numbers.ts';
import type { Cost } from '../rollup/cost.ts';

/** What all traffic did, to say how much of it one slice did. */
const nouns: Readonly<Record<Cost, string>> = {
  requests: 'requests',
  'bytes-out': 'bytes sent',
  'bytes-in': 'bytes received',
  'in-flight': 'time in flight',
  'held-bytes': 'bytes in flight',
  aborts: 'aborted requests',
  errors: 'failed requests',
};

/** Below these a slice is ruled out by that alone, whatever else speaks against it. */
const LITTLE_SUPPORT = 0.2;
const LITTLE_FIT = 0.3;

/** What a simple count says for a slice, and what speaks most against it. */
export function ruledOutText({ share: part, cost, scored }: RuledOut): string {
  return `${share(part)} of all ${nouns[cost]}, but ${against(scored)}`;
}

function against(scored: Scored): string {
  const { weights } = scored;
  if (weights.support < LITTLE_SUPPORT) return 'no more than before';
  if (weights.fit < LITTLE_FIT) return objections.fit(scored);
  return objections[weakestOf(weights)](scored);
}

/** What each factor says of a slice that has little of it. */
const objections: Readonly<Record<keyof FactorWeights, (scored: Scored) => string>> = {
  fit: ({ weights }) => `it does not move with the resource (r² = ${weights.fit.toFixed(2)})`,
  explained: ({ factors: { explained } }) =>
    explained > 1
      ? `it would account for ${decimal(explained)} times the rise`
      : `it accounts for ${share(explained)} of the rise only`,
  plausibility: () => 'what each would have to take of the resource is not plausible',
  order: ({ factors: { leadSeconds } }) =>
    leadSeconds < 0 ? 'it began after the rise' : 'it was there long before the rise',
  coverage: ({ factors }) => `it did ${share(factors.coverage)} of what another slice did more`,
  support: () => 'hardly more than before',
  innocence: () => 'it is nearly all of the traffic',
  ownership: () => 'it only slowed down with everything else',
  recurrence: () => 'it does not go with other rises of the resource',
};

const names = Object.keys(objections) as readonly (keyof FactorWeights)[];

function weakestOf(weights: FactorWeights): keyof FactorWeights {
  return names.reduce((least, name) => (weights[name] < weights[least] ? name : least));
}
