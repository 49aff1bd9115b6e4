import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RANGE_END_MS } from '../../src/rollup/grid.ts';
import { MAX_REQUEST_BYTES } from '../../src/rollup/limits.ts';
import {
  BINS,
  binOf,
  foldedBin,
  MOST_FOLDS,
  RELATIVE_ERROR,
  valueBetween,
} from '../../src/rollup/sketch-bins.ts';

/** Whole numbers of all sizes, as many small ones as large ones. */
const whole = fc
  .tuple(fc.integer({ min: 0, max: 52 }), fc.double({ min: 1, max: 2, noNaN: true }))
  .map(([exponent, part]) => Math.floor(2 ** exponent * part))
  .filter((value) => value < 2 ** 53);

describe('the bin of a value', () => {
  it('is told as a value within the stated error of it', () => {
    fc.assert(
      fc.property(whole, (value) => {
        const bin = binOf(value);
        expect(Math.abs(valueBetween(bin, bin) - value)).toBeLessThanOrEqual(
          RELATIVE_ERROR * value,
        );
      }),
    );
  });

  it('never falls where values grow, and grows past each power of two', () => {
    fc.assert(
      fc.property(whole, whole, (one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        expect(binOf(less)).toBeLessThanOrEqual(binOf(more));
      }),
    );
    for (let exponent = 1; exponent < 53; exponent++) {
      const bin = binOf(2 ** exponent);
      expect(bin).toBe(1 + 35 * exponent);
      expect(binOf(2 ** exponent - 1)).toBeLessThanOrEqual(bin);
      expect(valueBetween(bin, bin) / 2 ** exponent).toBeCloseTo(1, 1);
    }
  });

  it('is exact for small numbers, and 0 for 0 alone', () => {
    for (let value = 0; value < 30; value++) {
      expect(valueBetween(binOf(value), binOf(value))).toBe(value);
    }
    expect([binOf(0), binOf(1)]).toEqual([0, 1]);
  });

  it('is one of at most 2048, for every duration and size that a rollup takes', () => {
    expect(BINS).toBeLessThanOrEqual(2048);
    expect(binOf(RANGE_END_MS * 1000)).toBeLessThan(BINS);
    expect(binOf(MAX_REQUEST_BYTES)).toBeLessThan(BINS);
  });

  it('is folded in steps or at once, and that of 0 stays by itself', () => {
    const bins = fc.nat(BINS - 1);
    fc.assert(
      fc.property(bins, fc.nat(5), fc.nat(5), (bin, first, second) => {
        expect(foldedBin(foldedBin(bin, first), second)).toBe(foldedBin(bin, first + second));
        expect(foldedBin(bin, first) === 0).toBe(bin === 0);
        expect(foldedBin(bin, MOST_FOLDS)).toBe(bin === 0 ? 0 : 1);
      }),
    );
  });
});
