import { describe, expect, it } from 'vitest';
import { leastRise, leastSeconds, smoothSamples } from '../../src/incidents/materiality.ts';
import { roles } from '../../src/series/series.ts';
import { seriesOf } from '../support/series.ts';

describe('leastRise', () => {
  it.each([
    ['memory', 12e6, undefined, 64e6],
    ['memory', 100e6, undefined, 150e6],
    ['memory', 8e9, undefined, 1e9],
    ['memory', 8e9, 16e9, 1.6e9],
    ['workers', 2, undefined, 10],
    ['workers', 40, 150, 22.5],
    ['workers', 1, 4, 3],
    ['cpu', 0.3, 4, 0.4],
    ['load', 0.2, 8, 1],
  ] as const)('of %s at %d with a capacity of %s is %d', (role, level, capacity, rise) => {
    const series = seriesOf([level], { role, ...(capacity === undefined ? {} : { capacity }) });
    expect(leastRise(series, level)).toBeCloseTo(rise, 6);
  });

  it('takes most of what is free for much, however much memory there is', () => {
    const free = seriesOf([1e9], { role: 'memory', direction: -1, capacity: 64e9 });
    expect(leastRise(free, -1e9)).toBeCloseTo(0.4e9, 6);
  });

  it.each(['disk', 'io-wait', 'swap-io', 'requests', 'network', 'limit', 'generic'] as const)(
    'is never reached by %s, which follows from others or lines clocks up',
    (role) => {
      expect(leastRise(seriesOf([1], { role }), 1)).toBe(Number.POSITIVE_INFINITY);
    },
  );

  it('grows with the level and never sinks below the absolute rise', () => {
    for (const role of roles) {
      const series = seriesOf([1], { role });
      expect(leastRise(series, 1000)).toBeGreaterThanOrEqual(leastRise(series, 0));
      expect(leastRise(series, 0)).toBeGreaterThan(0);
    }
  });
});

describe('leastSeconds', () => {
  it('asks load and CPU to last, which jump for a moment all the time', () => {
    expect(leastSeconds(seriesOf([1], { role: 'load' }))).toBeGreaterThanOrEqual(60);
    expect(leastSeconds(seriesOf([1], { role: 'memory' }))).toBe(0);
  });
});

describe('smoothSamples', () => {
  it.each([
    ['load', 'instant', 60, 5],
    ['load', 'instant', 300, 3],
    ['load', 'instant', 1800, 3],
    ['cpu', 'mean', 300, 1],
    ['memory', 'instant', 300, 0],
  ] as const)('%s, %s, each %i s: %i samples', (role, sampling, stepSeconds, samples) => {
    expect(smoothSamples(seriesOf([1], { role, sampling, stepSeconds }))).toBe(samples);
  });
});
