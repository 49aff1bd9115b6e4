import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binAt, binEndMs, binsOf, valuesIn } from '../../src/analysis/bins.ts';
import { seriesOf } from '../support/series.ts';

const startMs = Date.UTC(2026, 10, 21);
const STEP_MS = 60_000;
const series = seriesOf([1, 2, 3, 4, 5], { startMs, stepSeconds: 60 });

describe('binsOf', () => {
  it('ends its bins where the samples stand, the last inside the span', () => {
    const bins = binsOf(series, startMs + 1, startMs + 200_000);
    expect(bins).toEqual({ startMs, stepMs: STEP_MS, length: 3 });
    expect(Array.from(valuesIn(bins, series))).toEqual([2, 3, 4]);
  });

  it('has none where the span is shorter than a step and holds no sample', () => {
    expect(binsOf(series, startMs + 1, startMs + 50_000).length).toBe(0);
    expect(binsOf(series, startMs + 10, startMs).length).toBe(0);
  });

  it('keeps the phase of the series for any span', () => {
    const offset = fc.integer({ min: -1e7, max: 1e7 });
    fc.assert(
      fc.property(offset, fc.nat(1e7), (from, length) => {
        const bins = binsOf(series, startMs + from, startMs + from + length);
        expect(Math.abs((bins.startMs - startMs) % STEP_MS)).toBe(0);
        if (bins.length === 0) return;
        expect(binEndMs(bins, 0)).toBeGreaterThanOrEqual(startMs + from);
        expect(binEndMs(bins, bins.length - 1)).toBeLessThanOrEqual(startMs + from + length);
        expect(binEndMs(bins, bins.length)).toBeGreaterThan(startMs + from + length);
      }),
    );
  });
});

describe('binAt', () => {
  const bins = { startMs, stepMs: STEP_MS, length: 5 };
  it.each([
    [0, -1],
    [1, 0],
    [60_000, 0],
    [60_001, 1],
    [300_000, 4],
    [300_001, 5],
  ])('%d ms after the start is bin %d: a bin includes its end', (after, bin) => {
    expect(binAt(bins, startMs + after)).toBe(bin);
  });
});

describe('valuesIn', () => {
  const bins = { startMs, stepMs: STEP_MS, length: 4 };

  it('takes samples up to a quarter of a step late as on time', () => {
    const ends = [60_000, 120_000, 180_000, 240_000];
    const jitter = [0, 14_000, 9000, -3000];
    const times = Float64Array.from(ends, (end, i) => startMs + end + (jitter[i] ?? 0));
    const jittered = { ...seriesOf([10, 20, 30, 40], { stepSeconds: 60 }), times };
    expect(Array.from(valuesIn(bins, jittered))).toEqual([10, 20, 30, 40]);
  });

  it('leaves a gap where there is no sample, and where a sample is unknown', () => {
    const gappy = {
      ...series,
      times: Float64Array.of(60_000, 120_000, 240_000).map((t) => t + startMs),
    };
    const values = Float64Array.of(7, Number.NaN, 9);
    expect(Array.from(valuesIn(bins, { ...gappy, values }))).toEqual([
      7,
      Number.NaN,
      Number.NaN,
      9,
    ]);
  });

  it('takes the mean of several samples in one bin', () => {
    const fine = seriesOf([1, 3, 5, 7], { startMs: startMs + 30_000, stepSeconds: 30 });
    expect(Array.from(valuesIn({ ...bins, length: 2 }, fine))).toEqual([2, 6]);
  });
});
