import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UNTOLD_YEAR } from '../../parsers/contract.ts';
import { YearFinder } from '../../src/request/year-finder.ts';

const untold = (text: string): number => Date.parse(`${UNTOLD_YEAR}-${text}Z`);

function years(modified: string | undefined, ...texts: readonly string[]): readonly string[] {
  const finder = new YearFinder(modified === undefined ? undefined : Date.parse(`${modified}Z`));
  return texts.map((text) => {
    const timeMs = finder.yearOf(untold(text));
    return timeMs === undefined ? 'none' : new Date(timeMs).toISOString().slice(0, 10);
  });
}

describe('YearFinder', () => {
  it.each([
    ['2026-11-22T00:00:00', '11-21T05:06:17', '2026-11-21'],
    ['2026-11-20T12:00:00', '11-21T05:06:17', '2026-11-21'],
    ['2026-11-19T00:00:00', '11-21T05:06:17', '2025-11-21'],
    ['2026-01-02T00:00:00', '12-31T23:59:59', '2025-12-31'],
    ['2027-06-01T00:00:00', '02-29T10:00:00', '2024-02-29'],
    ['1902-06-01T00:00:00', '02-29T10:00:00', '1896-02-29'],
  ])('a file changed at %s has its first line, of %s, at %s', (modified, first, day) => {
    expect(years(modified, first)).toEqual([day]);
  });

  it('crosses New Year, in either direction', () => {
    const days = ['12-30T10:00:00', '12-31T23:59:59', '01-01T00:00:01', '12-31T23:59:58'];
    expect(years('2026-01-03T00:00:00', ...days)).toEqual([
      '2025-12-30',
      '2025-12-31',
      '2026-01-01',
      '2025-12-31',
    ]);
  });

  it('goes on from lines that have their year', () => {
    const finder = new YearFinder(undefined);
    finder.follow(Date.UTC(2019, 11, 31));
    const timeMs = finder.yearOf(untold('01-01T00:00:00')) ?? Number.NaN;
    expect(new Date(timeMs).getUTCFullYear()).toBe(2020);
  });

  it('finds none where nothing tells it, nor 29 February in a common year', () => {
    expect(years(undefined, '11-21T05:06:17')).toEqual(['none']);
    const days = ['02-28T10:00:00', '02-29T10:00:00', '03-01T10:00:00'];
    expect(years('2026-03-02T00:00:00', ...days)).toEqual(['2026-02-28', 'none', '2026-03-01']);
    expect(years('2024-03-02T00:00:00', ...days)[1]).toBe('2024-02-29');
  });

  it('gives back the times of any log of up to half a year without a pause of as much', () => {
    const firstMs = fc.integer({ min: Date.UTC(1980, 0), max: Date.UTC(2060, 0) });
    const steps = fc.array(fc.integer({ min: 0, max: 20 * 86_400_000 }), { maxLength: 8 });
    fc.assert(
      fc.property(firstMs, steps, (first, gaps) => {
        const times = [first];
        for (const gap of gaps) times.push((times.at(-1) ?? 0) + gap);
        const finder = new YearFinder(times.at(-1));
        const read = times.map((timeMs) => {
          const written = new Date(timeMs).toISOString().slice(5, -1);
          return finder.yearOf(untold(written));
        });
        expect(read).toEqual(times);
      }),
    );
  });
});
