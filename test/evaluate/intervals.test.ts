import { describe, expect, it } from 'vitest';
import { bootstrapped, mean, meanOf, quantile, rate } from './intervals.ts';

/** Wilson: at either end the rate is as unlikely as the quantile says, by the end's own variance. */
it.each([
  [0, 10],
  [10, 10],
  [24, 30],
  [1, 2],
])('%i of %i', (hits, n) => {
  const { value = 0, low = 0, high = 0 } = rate(hits, n) ?? {};
  expect(value).toBe(hits / n);
  for (const end of [low, high].filter((one) => one > 1e-9 && one < 1 - 1e-9)) {
    expect(Math.abs(value - end) / Math.sqrt((end * (1 - end)) / n)).toBeCloseTo(1.96, 3);
  }
  expect([low <= value, value <= high, low < high]).toEqual([true, true, true]);
});

it('is undefined of nothing', () => {
  expect([rate(0, 0), meanOf([], 1)]).toEqual([undefined, undefined]);
  expect(quantile([], 0.5)).toBeNaN();
});

describe('the bootstrap', () => {
  const values = Array.from({ length: 50 }, (_, at) => at % 10);

  it('gives the same for the same seed, another for another', () => {
    expect(meanOf(values, 1)).toEqual(meanOf(values, 1));
    expect(meanOf(values, 1)).not.toEqual(meanOf(values, 2));
  });

  it('is as wide as the standard error says', () => {
    const { value = 0, low = 0, high = 0 } = meanOf(values, 1) ?? {};
    expect(value).toBe(4.5);
    // 1.96 times 2.87 / sqrt(50), either way.
    expect(high - low).toBeCloseTo(1.59, 0);
    expect((low + high) / 2).toBeCloseTo(4.5, 0);
  });

  it('is of any statistic', () => {
    const { low, high } = bootstrapped([7, 7, 7], mean, 1) ?? {};
    expect([low, high]).toEqual([7, 7]);
  });
});

it.each([
  [[1, 2, 3, 4], 0.5, 2.5],
  [[9], 0.9, 9],
  [[3, 1, 2], 1, 3],
  [[3, 1, 2], 0, 1],
])('quantiles of %j at %f', (values, part, expected) => {
  expect(quantile(values, part)).toBe(expected);
});
