import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combinedChance } from '../../src/statistics/fisher.ts';

const chance = fc.double({ min: 1e-6, max: 1, noNaN: true });

describe('combinedChance', () => {
  it.each([
    // https://docs.scipy.org/doc/scipy/reference/generated/scipy.stats.combine_pvalues.html
    [[0.1, 0.05, 0.02, 0.3], 0.007_616_871_850_449_092],
    // https://rdrr.io/cran/CTD/man/stat.fishersMethod.html
    [[0.2, 0.1, 0.3], 0.115_216_2],
  ])('of %j is %d, as others have it', (chances, together) => {
    expect(combinedChance(chances)).toBeCloseTo(together, 7);
  });

  it('of none is 1, of one that one', () => {
    expect(combinedChance([])).toBe(1);
    fc.assert(
      fc.property(chance, (one) => {
        expect(combinedChance([one])).toBeCloseTo(one, 12);
      }),
    );
  });

  it('lies between 0 and 1, in whatever order, and falls with each of them', () => {
    fc.assert(
      fc.property(fc.array(chance, { minLength: 1, maxLength: 20 }), chance, (chances, less) => {
        const together = combinedChance(chances);
        expect(together).toBeGreaterThan(0);
        expect(together).toBeLessThanOrEqual(1);
        expect(combinedChance(chances.toReversed())).toBeCloseTo(together, 9);
        const [first = 1, ...others] = chances;
        expect(combinedChance([first * less, ...others])).toBeLessThanOrEqual(together + 1e-12);
      }),
    );
  });
});
