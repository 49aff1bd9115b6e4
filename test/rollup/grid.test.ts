import { describe, expect, it } from 'vitest';
import { bucketAt, partWithin, RANGE_END_MS, topRung, widthMsAt } from '../../src/rollup/grid.ts';
import { defaultLimits, limitsWithoutSeries } from '../../src/rollup/limits.ts';
import { build, noonMs, request } from './requests.ts';

describe('the ladder of bucket widths', () => {
  it('has the widths in which logs are read', () => {
    const seconds = Array.from({ length: 10 }, (_, rung) => widthMsAt(rung) / 1000);
    expect(seconds).toEqual([1, 5, 10, 30, 60, 300, 900, 3600, 21_600, 86_400]);
  });

  it('climbs in whole multiples, up to one bucket for all times', () => {
    for (let rung = 0; rung < topRung; rung++) {
      const ratio = widthMsAt(rung + 1) / widthMsAt(rung);
      expect(Number.isInteger(ratio)).toBe(true);
      expect(ratio).toBeGreaterThan(1);
    }
    expect(widthMsAt(topRung)).toBeGreaterThanOrEqual(RANGE_END_MS);
    expect(widthMsAt(topRung + 5)).toBe(widthMsAt(topRung));
  });
});

describe('the grid of a rollup', () => {
  const afterSeconds = (seconds: number) =>
    build([
      request(),
      request({ startMs: noonMs + seconds * 1000, endMs: noonMs + seconds * 1000 }),
    ]);

  it.each([
    { seconds: 0, widthMs: 1000 },
    { seconds: 8191, widthMs: 1000 },
    { seconds: 8192, widthMs: 5000 },
    { seconds: 86_400, widthMs: 30_000 },
    { seconds: 30 * 86_400, widthMs: 900_000 },
    { seconds: 60 * 365 * 86_400, widthMs: 604_800_000 },
  ])('is $widthMs ms wide for a span of $seconds s', ({ seconds, widthMs }) => {
    const { grid } = afterSeconds(seconds);
    expect(grid.widthMs).toBe(widthMs);
    expect(grid.originMs % widthMs).toBe(0);
    expect(grid.length).toBeLessThanOrEqual(defaultLimits.maxBuckets);
    expect(bucketAt(grid, noonMs)).toBe(0);
    expect(bucketAt(grid, noonMs + seconds * 1000)).toBe(grid.length - 1);
  });

  it('takes the ends of the range of times', () => {
    const rollup = build([request({ startMs: 0, endMs: RANGE_END_MS - 1 })]);
    expect(rollup.outOfRange).toBe(0);
    expect(rollup.grid.length).toBeLessThanOrEqual(defaultLimits.maxBuckets);
    expect(rollup.total('in-flight').every((mean) => mean > 0 && mean <= 1)).toBe(true);
  });
});

describe('the grid of a log without metrics', () => {
  it.each([
    { hours: 1, widthMs: 10_000 },
    { hours: 1.5, widthMs: 30_000 },
    { hours: 4, widthMs: 30_000 },
    { hours: 5, widthMs: 60_000 },
    { hours: 100, widthMs: 60_000 },
    { hours: 200, widthMs: 300_000 },
  ])('is $widthMs ms wide for $hours h', ({ hours, widthMs }) => {
    const endMs = noonMs + hours * 3_600_000;
    const log = [request(), request({ startMs: endMs, endMs })];
    expect(build(log, limitsWithoutSeries).grid.widthMs).toBe(widthMs);
  });
});

describe('the part of a grid within a span', () => {
  const grid = { originMs: 60_000, widthMs: 10_000, length: 6 };

  it.each([
    ['all of it', [0, 500_000], { ...grid }],
    ['whole buckets that the span touches', [75_000, 91_000], { originMs: 70_000, length: 3 }],
    ['one that ends at a border', [80_000, 90_000], { originMs: 80_000, length: 1 }],
    ['nothing before', [0, 50_000], { originMs: 60_000, length: 0 }],
    ['nothing behind', [130_000, 150_000], { originMs: 120_000, length: 0 }],
  ] as const)('is %s', (_, [fromMs, toMs], part) => {
    expect(partWithin(grid, { fromMs, toMs })).toEqual({ widthMs: 10_000, ...part });
  });
});
