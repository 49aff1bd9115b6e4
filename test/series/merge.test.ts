import { describe, expect, it } from 'vitest';
import type { RawSeries } from '../../src/series/input.ts';
import { mergeParts } from '../../src/series/merge.ts';

/** A counter, read at these seconds. */
function part(path: string, samples: readonly (readonly [number, number])[]): RawSeries {
  return {
    name: 'requests_total',
    labels: { instance: 'web1' },
    vendor: 'prometheus',
    paths: [path],
    times: Float64Array.from(samples, ([seconds]) => seconds * 1000),
    values: Float64Array.from(samples, ([, value]) => value),
  };
}

const merged = (...parts: readonly RawSeries[]) =>
  mergeParts(parts).map(({ times, values, paths }) => ({
    samples: [...times].map((time, at) => [time / 1000, values[at]]),
    paths: [...paths].sort(),
  }));

describe('mergeParts', () => {
  it('joins parts that follow each other, in whatever order they come', () => {
    const first = part('a', [
      [0, 1],
      [5, 2],
      [10, 3],
    ]);
    const second = part('b', [
      [15, 4],
      [20, 5],
    ]);
    const whole = [
      {
        samples: [
          [0, 1],
          [5, 2],
          [10, 3],
          [15, 4],
          [20, 5],
        ],
        paths: ['a', 'b'],
      },
    ];
    expect(merged(first, second)).toEqual(whole);
    expect(merged(second, first)).toEqual(whole);
  });

  it('takes the finer of two that cover the same time', () => {
    const fine = part('fine', [
      [0, 1],
      [5, 2],
      [10, 3],
      [15, 4],
    ]);
    const coarse = part('coarse', [
      [0, 9],
      [10, 9],
      [20, 9],
      [30, 9],
    ]);
    expect(merged(coarse, fine)[0]?.samples).toEqual([
      [0, 1],
      [5, 2],
      [10, 3],
      [15, 4],
      [20, 9],
      [30, 9],
    ]);
  });

  it('drops samples a moment before or behind: the same scrape read by another road', () => {
    const replied = part('reply', [
      [0.6, 1],
      [5.6, 2],
      [10.6, 3],
    ]);
    const scraped = part('scrape', [
      [0.8, 2],
      [5.8, 3],
      [10.8, 4],
    ]);
    expect(merged(replied, scraped)[0]?.samples).toEqual([
      [0.6, 1],
      [5.6, 2],
      [10.6, 3],
    ]);
  });

  it('counts single samples only where nothing longer is', () => {
    const single = part('instant', [[7, 5]]);
    expect(merged(single)[0]?.samples).toEqual([[7, 5]]);
    expect(
      merged(
        single,
        part('a', [
          [20, 8],
          [25, 9],
        ]),
      )[0]?.samples,
    ).toEqual([
      [20, 8],
      [25, 9],
    ]);
  });
});
