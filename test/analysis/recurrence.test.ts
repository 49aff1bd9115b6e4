import { describe, expect, it } from 'vitest';
import { product } from '../../src/analysis/factors.ts';
import { inLightOfOthers } from '../../src/analysis/recurrence.ts';
import type { Scored } from '../../src/analysis/score.ts';
import { rollupOf } from '../support/traffic.ts';
import { requestAt, scored } from './scenes.ts';

const [first, second] = rollupOf([requestAt(0, {}), requestAt(60, {})]).slices();

function list(scores: readonly (readonly [typeof first, number])[]): readonly Scored[] {
  return scores.map(([slice, score]) => {
    const one = scored({ ...(slice === undefined ? {} : { slice }), score });
    return { ...one, weights: { ...one.weights, fit: score } };
  });
}

describe('inLightOfOthers', () => {
  it('leaves a single rise as it is', () => {
    const alone = [list([[first, 0.7]])];
    expect(inLightOfOthers(alone)).toBe(alone);
  });

  it('puts what explains every rise before what explains one', () => {
    const rises = [
      list([[first, 0.6]]),
      list([
        [second, 0.3],
        [first, 0.2],
      ]),
      list([[first, 0.7]]),
    ];
    const leads = inLightOfOthers(rises).map(([lead]) => lead?.slice);
    expect(leads).toEqual([first, first, first]);
  });

  it('takes one request in each of several rises for more than one', () => {
    const rise = (requests: number): Scored => {
      const [one] = list([[first, 0.3]]);
      if (one === undefined) throw new Error('there is none');
      return { ...one, cost: 'in-flight', factors: { ...one.factors, requests } };
    };
    const scoreOf = (rises: readonly Scored[]): number =>
      inLightOfOthers(rises.map((one) => [one]))[0]?.[0]?.score ?? 0;
    expect(scoreOf([rise(1), rise(1), rise(1)])).toBeCloseTo(0.3 * (3 / 4) * 2, 9);
    expect(scoreOf([rise(50), rise(50), rise(50)])).toBeLessThan(0.31);
  });

  it('keeps the score the product of its factors', () => {
    const rises = [list([[first, 0.6]]), list([[second, 0.3]])];
    for (const one of inLightOfOthers(rises).flat()) {
      expect(one.score).toBe(product(one.weights));
      expect(one.weights.recurrence).toBeLessThan(1);
    }
  });
});
