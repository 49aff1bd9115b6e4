import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Instant } from '../../parsers/instant.ts';
import { bytesOf } from './read-line.ts';

const instant = new Instant();

/** Reads a text that lies between others. */
function read(text: string): number {
  const bytes = bytesOf(`0${text}0`);
  return instant.read(bytes, 1, bytes.length - 1);
}

describe('Instant', () => {
  const at = Date.UTC(2026, 10, 21, 4, 6, 17);

  it.each([
    ['2026-11-21T04:06:17Z', at, 0],
    ['2026-11-21 04:06:17', at, Number.NaN],
    ['2026-11-21T05:06:17+01:00', at, 60],
    ['2026-11-21T05:06:17+0100', at, 60],
    ['2026-11-21T05:06:17+01', at, 60],
    ['2026-11-20 22:36:17 -0530', at, -330],
    ['2026-11-21T04:06:17.250Z', at + 250, 0],
    ['2026-11-21T04:06:17,250000000Z', at + 250, 0],
    ['21/Nov/2026:05:06:17 +0100', at, 60],
    ['1795233977', at, Number.NaN],
    ['1795233977.042', at + 42, Number.NaN],
    ['1795233977042', at + 42, Number.NaN],
    ['1795233977042000', at + 42, Number.NaN],
    ['1795233977042000000', at + 42, Number.NaN],
    ['2024-02-29T23:59:60Z', Date.UTC(2024, 2, 1), 0],
    ['2026-02-28T23:59:60.5', Date.UTC(2026, 2, 1) + 500, Number.NaN],
  ])('reads %s', (text, epochMs, zoneMinutes) => {
    expect(read(text)).toBe(epochMs);
    expect(instant.isZoneless).toBe(Number.isNaN(zoneMinutes) && text.includes('-'));
    expect(instant.zoneMinutes).toBe(zoneMinutes);
    expect(instant.isBracketed).toBe(false);
    expect(read(`[${text}]`)).toBe(epochMs);
    expect(instant.isBracketed).toBe(true);
  });

  it.each([
    '',
    '-',
    'now',
    '2026-02-29T00:00:00Z',
    '2026-11-21T24:00:00Z',
    '2026-11-21T04:60:00Z',
    '2026-11-21T04:06:61Z',
    '2026-11-21T04:06',
    '2026-11-21T04:06:17+25:00',
    '2026-11-21T04:06:17 CET',
    '2026-11-21T04:06:17Zx',
    '21/Nov/2026:05:06:17',
    '[21/Nov/2026:05:06:17 +0100',
    '-1',
    '123456789012345678901',
  ])('takes %j for no time', (text) => {
    expect(read(text)).toBeNaN();
  });

  it('reads back what Date prints, whatever was read before', () => {
    const date = fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(date, (when) => {
        expect(read(when.toISOString())).toBe(when.getTime());
      }),
    );
  });
});
