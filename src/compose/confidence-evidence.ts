import { confidenceOf, type Strength } from '../analysis/confidence.ts';
import { score } from '../report/numbers.ts';
import type { Evidence } from '../report/report.ts';
import { round } from './evidence.ts';

/** What the factors come to, and what that makes of it: the score. */
export function confidenceEvidence(strength: Strength): Evidence {
  const confidence = confidenceOf(strength);
  const right = Math.round(100 * confidence);
  const called = strength.isProven ? 'called a culprit' : 'suspected';
  const named = strength.isFirst ? 'named first' : 'named behind another';
  return {
    factor: 'confidence',
    value: round(confidence),
    text: `These factors multiply to ${score(strength.product)}. Of what was ${called} and ${named} by so much in cases with a known cause, about ${right} of 100 were right: the score.`,
  };
}
