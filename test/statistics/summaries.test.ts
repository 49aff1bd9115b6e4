import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  meanBetween,
  median,
  quantileOfSorted,
  robustSpread,
  sorted,
  sumBetween,
} from '../../src/statistics/summaries.ts';

describe('median and quantiles', () => {
  it.each([
    [[], Number.NaN],
    [[3], 3],
    [[1, 2], 1.5],
    [[5, Number.NaN, 1, 3], 3],
  ])('the median of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it('lie between the smallest and the largest and grow with q', () => {
    const values = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (some, q) => {
        const ascending = sorted(some);
        const at = quantileOfSorted(ascending, q);
        expect(at).toBeGreaterThanOrEqual(ascending[0] ?? 0);
        expect(at).toBeLessThanOrEqual(ascending.at(-1) ?? 0);
      }),
    );
  });
});

describe('robustSpread', () => {
  it('is the standard deviation of a normal sample, whatever one outlier does', () => {
    const normal = [-1.5, -1, -0.5, 0, 0.5, 1, 1.5];
    expect(robustSpread(normal, 0)).toBeCloseTo(1.4826);
    expect(robustSpread([...normal.slice(0, -1), 1e9], 0)).toBeCloseTo(1.4826);
  });
});

describe('means and sums of a part', () => {
  it('leave gaps out and stay inside', () => {
    const values = Float64Array.of(1, Number.NaN, 3, 10);
    expect(meanBetween(values, -5, 3)).toBe(2);
    expect(sumBetween(values, 1, 99)).toBe(13);
    expect(meanBetween(values, 1, 2)).toBeNaN();
  });
});
