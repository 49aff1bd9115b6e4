import { describe, expect, it } from 'vitest';
import type { Factors, FactorWeights } from '../../src/analysis/factors.ts';
import { ruledOutText } from '../../src/compose/ruled-out-text.ts';
import { crawlerDay, partsOf } from './parts.ts';

const [lead] = partsOf(crawlerDay()).analysis.incidents.flatMap(({ culprits }) =>
  culprits.map(({ finding }) => finding.lead),
);

/** What is said of a slice with all evidence for it but this. */
function said(weights: Partial<FactorWeights>, factors: Partial<Factors> = {}): string {
  if (lead === undefined) throw new Error('no culprit');
  const convincing = Object.fromEntries(Object.keys(lead.weights).map((name) => [name, 1]));
  const scored = {
    ...lead,
    weights: { ...lead.weights, ...convincing, ...weights },
    factors: { ...lead.factors, ...factors },
  };
  return ruledOutText({ subject: {}, cost: 'bytes-out', share: 0.29, scored });
}

describe('what speaks against a slice', () => {
  it.each<readonly [string, Partial<FactorWeights>, Partial<Factors>]>([
    ['no more than before', { support: 0.1, explained: 0.02 }, {}],
    ['it does not move with the resource (r² = 0.20)', { fit: 0.2, explained: 0.02 }, {}],
    ['it accounts for 52 % of the rise only', { explained: 0.52 }, { explained: 0.52 }],
    ['it would account for 3 times the rise', { explained: 0.33 }, { explained: 3 }],
    ['what each would have to take of the resource is not plausible', { plausibility: 0.1 }, {}],
    ['it began after the rise', { order: 0.3 }, { leadSeconds: -90 }],
    ['it was there long before the rise', { order: 0.5 }, { leadSeconds: 7200 }],
    ['it did 4 % of what another slice did more', { coverage: 0.04 }, { coverage: 0.04 }],
    ['hardly more than before', { support: 0.3 }, {}],
    ['it is nearly all of the traffic', { innocence: 0.1 }, {}],
    ['it only slowed down with everything else', { ownership: 0.1 }, {}],
  ])('is the weakest of its evidence: %s', (text, weights, factors) => {
    expect(said(weights, factors)).toBe(`29 % of all bytes sent, but ${text}`);
  });
});
