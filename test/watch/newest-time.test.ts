import { describe, expect, it } from 'vitest';
import { LEAP_MS, LEAPS_BELIEVED, NewestTime } from '../../src/watch/newest-time.ts';

function newestOf(times: readonly number[]): number {
  const newest = new NewestTime();
  for (const time of times) newest.observe(time);
  return newest.ms;
}

describe('the newest time', () => {
  it('is that of the newest line, whatever comes late', () => {
    expect(newestOf([1000, 3000, 2000, Number.NaN])).toBe(3000);
  });

  it('is not moved by a single broken clock', () => {
    const leap = 1000 + 2 * LEAP_MS;
    expect(newestOf([1000, leap, 2000, leap, leap, 3000])).toBe(3000);
  });

  it('goes on behind a long silence', () => {
    const leap = 1000 + 2 * LEAP_MS;
    const times = Array.from({ length: LEAPS_BELIEVED }, (_, i) => leap + i);
    expect(newestOf([1000, ...times])).toBe(leap + LEAPS_BELIEVED - 1);
  });
});
