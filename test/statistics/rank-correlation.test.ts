import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankCorrelation } from '../../src/statistics/rank-correlation.ts';

function paired(x: readonly number[], y: readonly number[]): readonly [number, number][] {
  return x.map((value, at) => [value, y[at] ?? Number.NaN]);
}

describe('rankCorrelation', () => {
  it('shares ranks among equals, as others do', () => {
    // https://docs.scipy.org/doc/scipy/reference/generated/scipy.stats.spearmanr.html
    const rho = rankCorrelation(paired([1, 2, 3, 4, 5], [5, 6, 7, 8, 7]));
    expect(rho).toBeCloseTo(0.820_782_681_668_123_3, 12);
  });

  it.each([
    ['along any rising curve', [1, 2, 3, 4], [1, 10, 100, 1000], 1],
    ['along any falling one', [1, 2, 3, 4], [8, 4, 2, 1], -1],
    ['of all the same', [3, 3, 3], [1, 2, 3], undefined],
    ['of one pair', [1], [1], undefined],
    ['of none', [], [], undefined],
  ])('%s', (_, x, y, rho) => {
    expect(rankCorrelation(paired(x, y))).toBe(rho);
  });

  it('is the same both ways, and for any rising function of either', () => {
    const pairs = fc.array(
      fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })),
    );
    fc.assert(
      fc.property(pairs, (given) => {
        const rho = rankCorrelation(given);
        const turned = rankCorrelation(given.map(([x, y]) => [y ** 3, 2 * x + 7]));
        expect(turned ?? 0).toBeCloseTo(rho ?? 0, 9);
        expect(Math.abs(rho ?? 0)).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });
});
