import type { AnalysedCulprit } from '../analysis/analyse.ts';
import type { Largeness } from './largest-lines.ts';

/** Raw lines shown for one culprit at most. */
export const MOST_EXEMPLARS = 5;

/** By what the requests of a culprit are large. */
export function largenessOf({ finding }: AnalysedCulprit): Largeness {
  const { cost } = finding.lead;
  return cost === 'bytes-out' || cost === 'held-bytes' ? 'bytes' : 'duration';
}

/** What a culprit's requests are told by where the log does not carry the first. */
export const otherLargeness: Readonly<Record<Largeness, Largeness>> = {
  bytes: 'duration',
  duration: 'bytes',
};
