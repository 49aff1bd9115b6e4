import { expect, it } from 'vitest';
import { confidenceOf } from '../../src/analysis/confidence.ts';
import { confidenceEvidence } from '../../src/compose/confidence-evidence.ts';

it.each([
  [true, true, 'called a culprit and named first'],
  [true, false, 'suspected and named first'],
  [false, false, 'suspected and named behind another'],
])('tells what the factors come to, and what that makes of it, first %s, proven %s', (...one) => {
  const [isFirst, isProven, named] = one;
  const strength = { product: 0.62, isFirst, isProven };
  const { factor, value, text } = confidenceEvidence(strength);
  const score = confidenceOf(strength);
  expect(factor).toBe('confidence');
  expect(value).toBeCloseTo(score, 3);
  expect(text).toContain('These factors multiply to 0.62.');
  expect(text).toContain(named);
  expect(text).toContain(`about ${Math.round(100 * score)} of 100 were right`);
});
