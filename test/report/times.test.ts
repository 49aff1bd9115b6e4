import { describe, expect, it } from 'vitest';
import { clockTime, dateTime, dayOf, isTime, sharesDay, timeSpan } from '../../src/report/times.ts';

describe('times as printed', () => {
  it.each([
    ['2026-11-21T02:33:40+01:00', '2026-11-21 02:33:40 +01:00'],
    ['2026-11-21T02:33:40.123-03:30', '2026-11-21 02:33:40 -03:30'],
    ['2026-11-21T02:33:40Z', '2026-11-21 02:33:40 +00:00'],
    ['yesterday', 'yesterday'],
  ])('prints %s as %s', (iso, text) => {
    expect(dateTime(iso)).toBe(text);
  });

  it.each([
    ['2026-11-21T02:33:40+01:00', '2026-11-21T23:00:00+01:00', '02:33:40'],
    ['2026-11-21T02:33:40+01:00', '2026-11-22T02:00:00+01:00', '2026-11-21 02:33:40 +01:00'],
    ['2026-10-25T02:33:40+01:00', '2026-10-25T01:00:00+02:00', '2026-10-25 02:33:40 +01:00'],
    ['2026-11-21T02:33:40+01:00', '', '2026-11-21 02:33:40 +01:00'],
  ])('prints %s in the context of %s as %s', (iso, context, text) => {
    expect(clockTime(iso, context)).toBe(text);
  });

  it.each([
    [
      '2026-11-21T02:33:40+01:00',
      '2026-11-21T04:10:00+01:00',
      '2026-11-21 02:33:40 to 04:10:00 +01:00',
    ],
    [
      '2026-11-21T23:00:00+01:00',
      '2026-11-22T01:00:00+01:00',
      '2026-11-21 23:00:00 to 2026-11-22 01:00:00 +01:00',
    ],
    [
      '2026-10-25T02:30:00+02:00',
      '2026-10-25T02:30:00+01:00',
      '2026-10-25 02:30:00 +02:00 to 2026-10-25 02:30:00 +01:00',
    ],
    ['?', '2026-10-25T02:30:00+01:00', '? to 2026-10-25 02:30:00 +01:00'],
  ])('spans %s and %s as %s', (from, to, text) => {
    expect(timeSpan(from, to)).toBe(text);
  });

  it.each([
    ['2026-11-21T02:33:40+01:00', true],
    ['2026-11-21T02:33:40.5Z', true],
    ['2026-11-21 02:33:40', false],
    ['2026-11-21T02:33:40', false],
    ['2026-13-41T02:33:40Z', false],
    ['', false],
  ])('takes %j for a time: %s', (text, valid) => {
    expect(isTime(text)).toBe(valid);
  });

  it('names the day that clock times leave out', () => {
    expect(dayOf('2026-11-21T02:33:40+01:00')).toBe('2026-11-21 +01:00');
    expect(dayOf('?')).toBe('?');
    expect(sharesDay('?', '?')).toBe(false);
  });
});
