import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jointFits } from '../../src/analysis/joint-fit.ts';
import { noise } from '../support/series.ts';

const LENGTH = 40;

function column(seed: number): Float64Array {
  const next = noise(seed);
  return Float64Array.from({ length: LENGTH }, next);
}

function sum(...parts: readonly (readonly [number, Float64Array])[]): Float64Array {
  return Float64Array.from({ length: LENGTH }, (_, at) =>
    parts.reduce((all, [weight, values]) => all + weight * (values[at] ?? 0), 0),
  );
}

const seeds = fc.integer({ min: 1, max: 1e6 });
const weights = fc.double({ min: -3, max: 3, noNaN: true });

describe('the fits of sets of columns', () => {
  it('are all of what they make up together, and none of what is no part of it', () => {
    const [a, b, c] = [column(1), column(2), column(3)];
    const fits = jointFits(sum([2, a], [5, b]), [a, b, c]);
    expect(fits[0]).toBe(0);
    expect(fits[0b011]).toBeCloseTo(1, 9);
    expect(fits[0b111]).toBeCloseTo(1, 9);
    expect(fits[0b100]).toBeLessThan(0.2);
  });

  it('have no negative parts: what falls when it rises explains nothing', () => {
    const a = column(4);
    expect(jointFits(sum([-1, a]), [a])).toEqual([0, 0]);
  });

  it('take a column twice, or one that stays the same, for what it is', () => {
    const [a, b] = [column(5), column(6)];
    const response = sum([1, a], [1, b]);
    const flat = new Float64Array(LENGTH).fill(7);
    const fits = jointFits(response, [a, sum([3, a]), flat]);
    expect(fits[0b010]).toBeCloseTo(fits[0b001] ?? Number.NaN, 9);
    expect(fits[0b011]).toBeCloseTo(fits[0b001] ?? Number.NaN, 9);
    expect(fits[0b100]).toBe(0);
    expect(jointFits(flat, [a, b])).toEqual([0, 0, 0, 0]);
  });

  it('are from 0 to 1, and grow with the set', () => {
    fc.assert(
      fc.property(
        fc.array(seeds, { minLength: 1, maxLength: 4 }),
        seeds,
        weights,
        (own, y, part) => {
          const columns = own.map(column);
          const [first = column(1)] = columns;
          const fits = jointFits(sum([1, column(y)], [part, first]), columns);
          for (const [set, fit] of fits.entries()) {
            expect(fit).toBeGreaterThanOrEqual(0);
            expect(fit).toBeLessThanOrEqual(1);
            for (let at = 0; at < columns.length; at++) {
              expect(fit).toBeGreaterThanOrEqual(fits[set & ~(1 << at)] ?? Number.NaN);
            }
          }
        },
      ),
    );
  });

  it('do not depend on units', () => {
    const columns = [column(7), column(8)];
    const response = sum([1, column(9)], [2, column(7)]);
    const scaled = columns.map((one) => sum([1e9, one]));
    for (const [set, fit] of jointFits(sum([1e-6, response]), scaled).entries()) {
      expect(fit).toBeCloseTo(jointFits(response, columns)[set] ?? Number.NaN, 9);
    }
  });
});
