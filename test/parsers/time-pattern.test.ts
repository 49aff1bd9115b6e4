import { describe, expect, it } from 'vitest';
import { isMiss } from '../../parsers/contract.ts';
import { isPointInTime, Stamp } from '../../parsers/stamp.ts';
import { compileTimePattern, readTime } from '../../parsers/time-pattern.ts';
import { bytesOf } from './read-line.ts';

/** The instant that a text tells, NaN for none, -1 when it is not of the pattern. */
function read(pattern: string, text: string): number {
  const compiled = compileTimePattern(pattern);
  if (isMiss(compiled)) throw new Error(compiled.reason);
  const stamp = new Stamp();
  const bytes = bytesOf(text);
  const stop = readTime(compiled, stamp, bytes, { at: 0, end: bytes.length });
  return stop === bytes.length ? stamp.epochMs() : -1;
}

describe('time patterns', () => {
  const at = Date.UTC(2026, 10, 9, 15, 4, 5);
  it.each([
    ['%Y-%m-%dT%H:%M:%S%z', '2026-11-09T16:04:05+01:00', at],
    ['%Y-%m-%dT%H:%M:%S%z', '2026-11-09T15:04:05Z', at],
    ['%F %T %z', '2026-11-09 07:04:05 -0800', at],
    ['%D %r', '11/09/26 03:04:05 PM', at],
    ['%a %b %e %H:%M:%S %Y', 'Mon Nov  9 15:04:05 2026', at],
    ['%A, %d %B %Y %k:%M:%S %Z', 'Monday, 09 November 2026 15:04:05 UTC', at],
    ['%d.%m.%y %l:%M:%S %p', '09.11.26  3:04:05 pm', at],
    ['%j/%Y %R', '313/2026 15:04', at - 5000],
    ['%Y%m%d%H%M%S', '20261109150405', at],
    ['%y%m%d %I%p', '690101 12AM', -1],
    ['%y%m%d', '700102', 86_400_000],
    ['%s', `${at / 1000}`, at],
    ['%n%t%%%F', '\n\t%2026-11-09', Date.UTC(2026, 10, 9)],
    ['%F %u %w %V %U %W %G %g %C', '2026-11-09 1 1 46 45 45 2026 26 20', Date.UTC(2026, 10, 9)],
    ['%F, à %H h', '2026-11-09, à 15 h', Date.UTC(2026, 10, 9, 15)],
    ['sec', `${at / 1000}`, at],
    ['msec', `${at + 7}`, at + 7],
    ['usec', `${at + 7}125`, at + 7.125],
    ['nsec', `${at + 7}000000`, at + 7],
    ['%-d/%Om/%EY', '9/11/2026', Date.UTC(2026, 10, 9)],
    ['%-d/%-m/%Y', '19/11/2026', Date.UTC(2026, 10, 19)],
    ['%_d.%m.%Y %_H:%M:%S', ' 9.11.2026 15:04:05', at],
    ['%F %T %Z', '2026-11-09 15:04:05 +1345', at],
    ['%F %T %Z', '2026-11-09 15:04:05 -03', at],
    ['%c', 'Mon Nov  9 15:04:05 2026', at],
    ['%x %X', '11/09/26 15:04:05', at],
    ['%F %I:%M:%S %P', '2026-11-09 03:04:05 pm', at],
  ])('%s reads %s', (pattern, text, epochMs) => {
    const told = read(pattern, text);
    if (epochMs === -1) expect(told).toBeNaN();
    else expect(told).toBe(epochMs);
  });

  it.each([
    ['%F', '2026-02-30'],
    ['%j/%Y', '366/2026'],
  ])('%s finds no such day as %s', (pattern, text) => {
    expect(read(pattern, text)).toBeNaN();
  });

  it.each([
    ['%F', '2026-13-01'],
    ['%F', '2026-1-01'],
    ['%T', '24:00:00'],
    ['%T', '23:59:61'],
    ['%b', 'Foo'],
    ['%p', 'XM'],
    ['%a', '1'],
    ['%z', '+1'],
    ['%z', '+25:00'],
    ['%s', 'x'],
    ['%Y', '202'],
    ['%d/', '01'],
  ])('%s does not read %s', (pattern, text) => {
    expect(read(pattern, text)).toBe(-1);
  });

  it.each(['%i', '%Q', '%', '%E'])('refuses %s', (pattern) => {
    expect(compileTimePattern(pattern)).toHaveProperty(
      'reason',
      `${pattern} is no strftime conversion that culprit reads`,
    );
  });

  it('knows which pieces make a point in time', () => {
    expect(isPointInTime(new Set(['year', 'month', 'day']))).toBe(true);
    expect(isPointInTime(new Set(['year', 'yearDay']))).toBe(true);
    expect(isPointInTime(new Set(['epochSecondMs']))).toBe(true);
    expect(isPointInTime(new Set(['month', 'day', 'hour']))).toBe(false);
    expect(isPointInTime(new Set(['fractionMs']))).toBe(false);
  });
});
