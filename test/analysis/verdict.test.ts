import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findingVerdict,
  LEAST_PLACEBOS,
  placeboChance,
  strongest,
  type Verdict,
} from '../../src/analysis/verdict.ts';
import { scored } from './scenes.ts';

function finding(score: number): Parameters<typeof findingVerdict>[0] {
  return { lead: scored({ score }), aliases: [] };
}

const none = { tried: 0, asHigh: 0 };
const clearly = { placebo: none, doubt: false };
const unique = { tried: LEAST_PLACEBOS, asHigh: 0 };
const common = { tried: LEAST_PLACEBOS, asHigh: 1 };
const few = { tried: LEAST_PLACEBOS - 1, asHigh: 5 };

describe('findingVerdict', () => {
  it.each([
    [0.8, 0, unique, 'culprit'],
    [0.8, 0, none, 'culprit'],
    [0.5, 0.3, unique, 'culprit'],
    [0.8, 0.6, unique, 'suspect'],
    [0.8, 0, common, 'suspect'],
    [0.8, 0, few, 'culprit'],
    [0.49, 0, unique, 'suspect'],
    [0.25, 0.9, unique, 'suspect'],
  ])('of a score of %d, the next with %d, placebos %j: %s', (score, next, placebo, verdict) => {
    const one = finding(score);
    expect(findingVerdict(one, [one, finding(next)], { ...clearly, placebo })).toBe(verdict);
  });

  it('calls only one of several a culprit', () => {
    const scores = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 2 });
    fc.assert(
      fc.property(scores, (some) => {
        const all = some.map(finding);
        const culprits = all.filter((one) => findingVerdict(one, all, clearly) === 'culprit');
        expect(culprits.length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('does not call a loose leak a culprit: two things that only grow look alike', () => {
    const response = { tauSeconds: Number.POSITIVE_INFINITY };
    const leak = (fit: number): Parameters<typeof findingVerdict>[0] => {
      const lead = scored({ response });
      return { lead: { ...lead, weights: { ...lead.weights, fit } }, aliases: [] };
    };
    expect(findingVerdict(leak(0.99), [], clearly)).toBe('culprit');
    expect(findingVerdict(leak(0.6), [], clearly)).toBe('suspect');
  });
});

describe('a culprit', () => {
  it('of whom there is doubt is only a suspect', () => {
    expect(findingVerdict(finding(0.9), [], clearly)).toBe('culprit');
    expect(findingVerdict(finding(0.9), [], { ...clearly, doubt: true })).toBe('suspect');
  });
});

describe('placeboChance', () => {
  it('is never 0, and 1 when every other time scored as high', () => {
    expect(placeboChance(none)).toBe(1);
    expect(placeboChance(unique)).toBeCloseTo(0.05);
    expect(placeboChance({ tried: 9, asHigh: 9 })).toBe(1);
  });
});

describe('strongest', () => {
  it.each([
    [[], 'no-incident'],
    [['no-incident'], 'no-incident'],
    [['no-culprit-in-logs', 'suspect'], 'suspect'],
    [['suspect', 'culprit', 'no-culprit-in-logs'], 'culprit'],
  ] as const)('of %j is %s', (verdicts, answer) => {
    expect(strongest(verdicts as readonly Verdict[])).toBe(answer);
  });
});
