import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_POINTS, MAX_SAMPLES, queryStepSeconds } from '../../src/live/query-step.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

describe('queryStepSeconds', () => {
  it.each([
    ['an hour of scrapes', HOUR, 15, 300, 15],
    ['a day of scrapes', DAY, 15, 300, 15],
    ['a week of 15 s', 7 * DAY, 15, 300, 120],
    ['a year', 365 * DAY, 60, 10, HOUR],
    ['a decade', 3650 * DAY, 60, 10, 43_200],
    ['many series', DAY, 1, 5000, 60],
  ])('%s', (_, span, scrape, series, expected) => {
    expect(queryStepSeconds(span, scrape, series)).toBe(expected);
  });

  it('keeps within both limits, and is never finer than the scrapes', () => {
    const seconds = fc.integer({ min: 1, max: 4000 * DAY });
    fc.assert(
      fc.property(
        seconds,
        fc.integer({ min: 1, max: 600 }),
        fc.integer({ min: 1, max: 5000 }),
        (span, scrape, series) => {
          const step = queryStepSeconds(span, scrape, series);
          expect(step).toBeGreaterThanOrEqual(scrape);
          const points = span / step;
          expect(points).toBeLessThanOrEqual(MAX_POINTS);
          expect(points * series).toBeLessThanOrEqual(Math.max(MAX_SAMPLES, 2 * series));
        },
      ),
    );
  });
});
