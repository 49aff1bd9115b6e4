import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeTicks } from '../../src/chart/time-ticks.ts';

const NOON = Date.UTC(2026, 10, 21, 12);
const MINUTE = 60_000;

describe('timeTicks', () => {
  it.each([
    ['of some minutes', NOON + 1, NOON + 9 * MINUTE, ['12:02', '12:04', '12:06', '12:08']],
    [
      'of a minute and a half',
      NOON,
      NOON + 1.5 * MINUTE,
      ['12:00:00', '12:00:15', '12:00:30', '12:00:45', '12:01:00'],
    ],
    ['over midnight', NOON, NOON + 18 * 60 * MINUTE, ['12:00', '15:00', '18:00', '21:00', '11-22']],
  ])('are even times of the clock: %s', (_, from, to, expected) => {
    expect(
      timeTicks(from, to, 6)
        .map(({ label }) => label)
        .slice(0, 5),
    ).toEqual(expected);
  });

  it('are never more than asked for, and inside', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4e12 }),
        fc.integer({ min: 1, max: 1e12 }),
        (fromMs, spanMs) => {
          const ticks = timeTicks(fromMs, fromMs + spanMs, 6);
          expect(ticks.length).toBeLessThanOrEqual(6);
          for (const { ms } of ticks) {
            expect(ms).toBeGreaterThanOrEqual(fromMs);
            expect(ms).toBeLessThanOrEqual(fromMs + spanMs);
          }
        },
      ),
    );
  });
});
