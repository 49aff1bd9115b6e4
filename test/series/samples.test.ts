import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addScaled,
  alignTo,
  holdsMeans,
  markGaps,
  median,
  medianStepMs,
  type Samples,
  sumSamples,
} from '../../src/series/samples.ts';

const samples = (...points: [number, number][]): Samples => ({
  times: Float64Array.from(points, ([time]) => time),
  values: Float64Array.from(points, ([, value]) => value),
});
const pairs = ({ times, values }: Samples) =>
  Array.from(times, (time, index) => [time, values[index]]);

it.each([
  [[], Number.NaN],
  [[3], 3],
  [[1, Number.NaN, 3], 2],
  [[5, 1, 4], 4],
])('median of %j', (values, expected) => {
  expect(median(Float64Array.from(values))).toBe(expected);
});

it('takes the median distance as the step', () => {
  expect(medianStepMs(Float64Array.of(0, 10, 20, 60, 70))).toBe(10);
  expect(medianStepMs(Float64Array.of(0))).toBeNaN();
});

describe('markGaps', () => {
  it.each([
    [
      'none at 2.5 steps',
      [
        [0, 1],
        [25, 2],
      ],
      [
        [0, 1],
        [25, 2],
      ],
    ],
    [
      'one beyond',
      [
        [0, 1],
        [26, 2],
      ],
      [
        [0, 1],
        [10, Number.NaN],
        [26, 2],
      ],
    ],
  ])('%s', (_, before, after) => {
    expect(pairs(markGaps(samples(...(before as [number, number][])), 10))).toEqual(after);
  });
});

describe('alignTo', () => {
  it('takes the nearest within half a step, tells the outside from a gap', () => {
    const other = samples([12, 1], [21, 2], [52, 5]);
    const aligned = alignTo(Float64Array.of(0, 10, 20, 30, 40, 50, 60), other, {
      stepMs: 10,
      outside: 0,
    });
    expect([...aligned]).toEqual([0, 1, 2, Number.NaN, Number.NaN, 5, 0]);
  });

  it('gives a series back on its own times', () => {
    const series = fc.uniqueArray(fc.integer({ min: 0, max: 1e6 }), { minLength: 1 });
    fc.assert(
      fc.property(series, (times) => {
        const own = samples(
          ...times.sort((a, b) => a - b).map((time): [number, number] => [time, time]),
        );
        expect(alignTo(own.times, own, { stepMs: 1, outside: -1 })).toEqual(own.values);
      }),
    );
  });
});

it('sums on the longest part; parts that begin late count as nothing before', () => {
  const sum = sumSamples([samples([10, 1]), samples([0, 5], [10, 6], [20, Number.NaN])], 10);
  expect(pairs(sum)).toEqual([
    [0, 5],
    [10, 7],
    [20, Number.NaN],
  ]);
});

it('subtracts; unknown where the other is', () => {
  const difference = addScaled(samples([0, 5], [10, 6], [20, 7]), samples([1, 2], [11, 1]), {
    stepMs: 10,
    factor: -1,
  });
  expect([...difference.values]).toEqual([3, 5, Number.NaN]);
});

it.each([
  [{ kind: 'rate' }, true],
  [{ kind: 'gauge', isMean: true }, true],
  [{ kind: 'gauge' }, false],
  [{}, false],
] as const)('%j holds means: %s', (series, told) => {
  expect(holdsMeans(series)).toBe(told);
});
