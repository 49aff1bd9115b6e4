import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoTime } from '../../src/compose/iso-time.ts';

describe('isoTime', () => {
  it.each([
    [0, 0, '1970-01-01T00:00:00+00:00'],
    [Date.UTC(2026, 10, 21, 13, 5), 60, '2026-11-21T14:05:00+01:00'],
    [Date.UTC(2026, 10, 21, 13, 5), 330, '2026-11-21T18:35:00+05:30'],
    [Date.UTC(2026, 10, 21, 13, 5), 765, '2026-11-22T01:50:00+12:45'],
    [Date.UTC(2026, 0, 1), -210, '2025-12-31T20:30:00-03:30'],
    [Date.UTC(2026, 0, 1), -30, '2025-12-31T23:30:00-00:30'],
    [Date.UTC(2026, 0, 1, 0, 0, 0, 250), 0, '2026-01-01T00:00:00.250+00:00'],
    [-1000, 0, '1969-12-31T23:59:59+00:00'],
    [-1, -60, '1969-12-31T22:59:59.999-01:00'],
    [1.4, 0, '1970-01-01T00:00:00.001+00:00'],
  ])('%d ms, %d minutes east: %s', (timeMs, offset, text) => {
    expect(isoTime(timeMs, offset)).toBe(text);
  });

  it('says the same instant in every offset', () => {
    const time = fc.integer({ min: -1e12, max: 4e12 });
    fc.assert(
      fc.property(time, fc.integer({ min: -14 * 60, max: 14 * 60 }), (timeMs, offset) => {
        expect(Date.parse(isoTime(timeMs, offset))).toBe(timeMs);
      }),
    );
  });
});
