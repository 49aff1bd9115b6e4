import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resample } from '../../src/series/resample.ts';
import type { Series } from '../../src/series/series.ts';

const unknown = Number.NaN;

function series(
  sampling: Series['sampling'],
  stepMs: number,
  pairs: readonly [number, number][],
): Series {
  return {
    name: 'x',
    role: 'generic',
    unit: '1',
    direction: 1,
    stepSeconds: stepMs / 1000,
    sampling,
    times: Float64Array.from(pairs, ([time]) => time),
    values: Float64Array.from(pairs, ([, value]) => value),
  };
}

describe('instants', () => {
  it('are averaged in wider buckets; a bucket begins with its own start', () => {
    const finer = series('instant', 10, [
      [0, 1],
      [10, 3],
      [20, 5],
      [30, 7],
    ]);
    expect([...resample(finer, { originMs: 0, widthMs: 20, length: 2 })]).toEqual([2, 6]);
  });

  it('are joined by a line in narrower buckets, and nowhere beyond them', () => {
    const coarser = series('instant', 40, [
      [40, 0],
      [80, 4],
    ]);
    expect([...resample(coarser, { originMs: 0, widthMs: 20, length: 6 })]).toEqual([
      unknown,
      unknown,
      0,
      3,
      4,
      unknown,
    ]);
  });

  it('are not joined across a gap, marked or not', () => {
    const gap = series('instant', 10, [
      [0, 1],
      [10, unknown],
      [50, 1],
      [90, 1],
    ]);
    expect([...resample(gap, { originMs: 0, widthMs: 10, length: 6 })]).toEqual([
      1,
      unknown,
      unknown,
      unknown,
      unknown,
      1,
    ]);
    expect([...resample(gap, { originMs: 60, widthMs: 10, length: 2 })]).toEqual([
      unknown,
      unknown,
    ]);
  });
});

describe('rates', () => {
  it('cover the step before them', () => {
    const rates = series('mean', 20, [
      [20, 1],
      [40, 3],
    ]);
    expect([...resample(rates, { originMs: 0, widthMs: 10, length: 5 })]).toEqual([
      1,
      1,
      3,
      3,
      unknown,
    ]);
    expect([...resample(rates, { originMs: 0, widthMs: 40, length: 1 })]).toEqual([2]);
  });

  it('are weighted by the time they cover', () => {
    const rates = series('mean', 20, [
      [20, 1],
      [40, 4],
    ]);
    expect([...resample(rates, { originMs: 10, widthMs: 30, length: 1 })]).toEqual([3]);
  });

  it('leave a bucket unknown that they cover by less than half', () => {
    const rates = series('mean', 10, [
      [10, 1],
      [20, unknown],
      [30, unknown],
    ]);
    expect([...resample(rates, { originMs: 0, widthMs: 30, length: 1 })]).toEqual([unknown]);
    expect([...resample(rates, { originMs: 0, widthMs: 20, length: 1 })]).toEqual([1]);
  });

  it('keep their total at any width', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 40 }),
        fc.constantFrom(1, 2, 3, 7, 12),
        (values, width) => {
          const length = Math.ceil((values.length * 12) / width);
          const rates = series(
            'mean',
            12,
            values.map((value, index) => [(index + 1) * 12, value]),
          );
          const grid = resample(rates, { originMs: 0, widthMs: width, length });
          // The last bucket may reach beyond the data.
          const end = values.length * 12;
          const total = grid.reduce((sum, value, bucket) => {
            const covered = Math.min(end, (bucket + 1) * width) - bucket * width;
            return Number.isNaN(value) ? sum : sum + value * covered;
          }, 0);
          const missed = grid.some(Number.isNaN) ? Math.max(...values) * width : 0;
          const expected = values.reduce((sum, value) => sum + value * 12, 0);
          expect(Math.abs(total - expected)).toBeLessThanOrEqual(missed + expected * 1e-9);
        },
      ),
    );
  });
});

it('gives as many buckets as the grid has, whatever the series', () => {
  for (const sampling of ['mean', 'instant'] as const) {
    expect(resample(series(sampling, 10, []), { originMs: 5, widthMs: 10, length: 3 })).toEqual(
      Float64Array.of(unknown, unknown, unknown),
    );
  }
});
