import { expect, it } from 'vitest';
import { confidenceOf } from '../../src/analysis/confidence.ts';
import { confidenceEvidence } from '../../src/compose/confidence-evidence.ts';

it.each([
  [true, 'named first'],
  [false, 'named behind another'],
])('tells what the factors come to, and what that makes of it, first: %s', (isFirst, named) => {
  const strength = { product: 0.62, isFirst };
  const { factor, value, text } = confidenceEvidence(strength);
  const score = confidenceOf(strength);
  expect(factor).toBe('confidence');
  expect(value).toBeCloseTo(score, 3);
  expect(text).toContain('These factors multiply to 0.62.');
  expect(text).toContain(named);
  expect(text).toContain(`about ${Math.round(100 * score)} of 100 were right`);
});
