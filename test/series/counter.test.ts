import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isResetShaped, toRate } from '../../src/series/counter.ts';

const every = (stepMs: number, values: readonly number[]) => ({
  times: Float64Array.from(values, (_, index) => index * stepMs),
  values: Float64Array.from(values),
});
const unknown = Number.NaN;

describe('toRate', () => {
  it.each([
    ['growth', [0, 10, 30], [1, 2]],
    ['a reset counts from 0', [100, 200, 20], [10, 2]],
    ['a step back is unknown', [100, 99, 109], [unknown, 1]],
    ['unknown values', [0, unknown, 10, 20], [unknown, unknown, 1]],
  ])('%s', (_, counts, rates) => {
    expect([...toRate(every(10_000, counts), 10_000).values]).toEqual(rates);
  });

  it('stands at the end of the step', () => {
    expect([...toRate(every(10_000, [0, 1, 2]), 10_000).times]).toEqual([10_000, 20_000]);
  });

  it('is unknown after a gap of more than 2.5 steps', () => {
    const counts = {
      times: Float64Array.of(0, 25_000, 51_000),
      values: Float64Array.of(0, 25, 51),
    };
    expect([...toRate(counts, 10_000).values]).toEqual([1, unknown]);
  });

  it('adds up to the growth where nothing resets', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1e6), { minLength: 2 }), (steps) => {
        let total = 0;
        const counts = steps.map((step) => (total += step));
        const { values } = toRate(every(5000, counts), 5000);
        const grown = values.reduce((sum, rate) => sum + rate * 5, 0);
        expect(grown).toBeCloseTo(total - (counts[0] ?? 0), 3);
      }),
    );
  });

  it('is never negative', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, noNaN: true })), (counts) => {
        expect(toRate(every(1000, counts), 1000).values.every((rate) => !(rate < 0))).toBe(true);
      }),
    );
  });
});

it.each([
  [[1, 2, 3], true],
  [[5, 9, 1, 2], true],
  [[5, 4, 6, 5], false],
  [[9, 1, 9, 1, 9, 1], false],
  [[-1, 2], false],
  [[1, unknown, 2], true],
  [[], true],
])('%j never falls but at resets: %s', (values, expected) => {
  expect(isResetShaped(every(1000, values))).toBe(expected);
});
