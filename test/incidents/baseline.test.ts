import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baselineOf, directed, TRAILING_MS } from '../../src/incidents/baseline.ts';
import { noise, seriesOf } from '../support/series.ts';

/** Ten hours in steps of a minute: longer than the trailing span. */
const LONG = 600;
const minutely = { stepSeconds: 60 };

function noisy(length: number, level: (i: number) => number, seed = 1): number[] {
  const next = noise(seed);
  return Array.from({ length }, (_, i) => level(i) + next());
}

describe('baselineOf a short span', () => {
  it.each([
    ['all of it quiet', (): number => 100],
    ['two thirds an incident', (i: number): number => (i >= 40 ? 900 : 100)],
    ['an incident at the start', (i: number): number => (i < 50 ? 900 : 100)],
    ['a leak without end', (i: number): number => 100 + Math.max(0, i - 60) * 10],
  ])('finds the ordinary level with %s', (_, level) => {
    const { level: levels, spread } = baselineOf(seriesOf(noisy(120, level)));
    expect(new Set(levels).size).toBe(1);
    expect(levels[0]).toBeGreaterThan(98);
    expect(levels[0]).toBeLessThan(102);
    expect(spread[0]).toBeLessThan(5);
  });
});

describe('baselineOf a long span', () => {
  it('follows what changes slowly', () => {
    const { level } = baselineOf(
      seriesOf(
        noisy(3 * LONG, (i) => 1000 + i / 10),
        minutely,
      ),
    );
    expect(TRAILING_MS).toBeLessThan(LONG * 60_000);
    expect(level.at(-1)).toBeGreaterThan((level[0] ?? 0) + 100);
  });

  it('is not moved by an incident', () => {
    const values = noisy(LONG, (i) => (i >= 400 && i < 500 ? 900 : 100));
    const { level } = baselineOf(seriesOf(values, minutely));
    for (const value of level) expect(Math.abs(value - 100)).toBeLessThan(2);
  });
});

describe('baselineOf a long span that begins in an incident', () => {
  /** Busy workers for two hours, then few. */
  const ended = noisy(LONG, (i) => (i < 120 ? 80 : 10));
  const workers = { ...minutely, role: 'workers', unit: '1' } as const;

  it('takes for usual what comes after a sudden fall', () => {
    const { level } = baselineOf(seriesOf(ended, workers));
    expect(level[0]).toBeLessThan(12);
  });

  it.each([
    ['that goes slowly, as a day does', noisy(LONG, (i) => 80 - i / 9), workers],
    ['that does not matter', noisy(LONG, (i) => (i < 120 ? 16 : 10)), workers],
    ['of memory, which a restart gives back', ended.map((value) => value * 1e9), minutely],
  ])('takes for usual what it begins with before a fall %s', (_, values, settings) => {
    const { level } = baselineOf(seriesOf(values, settings));
    expect(level[0]).toBeGreaterThan(0.8 * (values[0] ?? 0));
  });
});

describe('baselineOf any series', () => {
  it('has a spread above nothing, at least a two hundredth of the level', () => {
    const values = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.constantFrom(10, 6000), (some, stepSeconds) => {
        const { level, spread } = baselineOf(seriesOf(some, { stepSeconds }));
        expect(level).toHaveLength(some.length);
        spread.forEach((value, i) => {
          expect(value).toBeGreaterThan(0);
          expect(value).toBeGreaterThanOrEqual(0.0049 * Math.abs(level[i] ?? 0));
        });
      }),
    );
  });

  it('bridges gaps', () => {
    const values = noisy(120, () => 100).map((value, i) => (i % 3 === 0 ? Number.NaN : value));
    const { level, spread } = baselineOf(seriesOf(values));
    expect(level[0]).toBeCloseTo(100, -1);
    expect(spread[0]).toBeGreaterThan(0);
  });
});

describe('directed', () => {
  it('turns over what is bad when it shrinks', () => {
    expect(Array.from(directed(seriesOf([1, 2], { direction: -1 })))).toEqual([-1, -2]);
    expect(Array.from(directed(seriesOf([1, 2])))).toEqual([1, 2]);
  });
});
