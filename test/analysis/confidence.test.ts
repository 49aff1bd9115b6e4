import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confidenceOf } from '../../src/analysis/confidence.ts';

const product = fc.double({ min: 0, max: 1, noNaN: true });

describe('the confidence in a finding', () => {
  it('is from 0 to 1, and never sure', () => {
    fc.assert(
      fc.property(product, fc.boolean(), fc.boolean(), (own, isFirst, isProven) => {
        const confidence = confidenceOf({ product: own, isFirst, isProven });
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThan(1);
      }),
    );
    expect(confidenceOf({ product: 0, isFirst: true, isProven: true })).toBe(0);
  });

  it('is less in a suspect than in a culprit of as much evidence', () => {
    const strength = { product: 0.8, isFirst: true };
    expect(confidenceOf({ ...strength, isProven: false })).toBeLessThan(
      confidenceOf({ ...strength, isProven: true }) - 0.02,
    );
  });

  it('keeps the order of the findings of an incident', () => {
    fc.assert(
      fc.property(
        fc.array(product, { minLength: 2, maxLength: 5 }),
        fc.boolean(),
        (products, isProven) => {
          const ranked = products.toSorted((a, b) => b - a);
          const confidences = ranked.map((own, at) =>
            confidenceOf({ product: own, isFirst: at === 0, isProven }),
          );
          expect(confidences).toEqual(confidences.toSorted((a, b) => b - a));
        },
      ),
    );
  });

  it('tells what is more likely right than not from what is not', () => {
    expect(confidenceOf({ product: 1, isFirst: true, isProven: true })).toBeGreaterThan(0.9);
    expect(confidenceOf({ product: 0.25, isFirst: false, isProven: false })).toBeLessThan(0.5);
  });
});
