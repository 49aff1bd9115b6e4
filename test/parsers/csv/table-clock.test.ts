import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DayOrder, TableClock } from '../../../parsers/csv/table-clock.ts';

function read(text: string, order: DayOrder = 'dmy'): readonly [string, boolean] | undefined {
  const clock = new TableClock(order);
  const bytes = new TextEncoder().encode(text);
  const epochMs = clock.read(bytes, 0, bytes.length);
  return Number.isNaN(epochMs) ? undefined : [new Date(epochMs).toISOString(), clock.isZoned];
}

const noon = '2026-11-21T12:00:05.000Z';

describe('TableClock', () => {
  it.each([
    ['2026-11-21T12:00:05Z', noon, true],
    ['2026-11-21T13:00:05+01:00', noon, true],
    ['2026-11-21T13:00:05+0100', noon, true],
    ['2026-11-21 12:00:05', noon, false],
    ['2026-11-21 12:00:05 UTC', noon, true],
    ['2026-11-21 12:00:05.250', '2026-11-21T12:00:05.250Z', false],
    ['2026-11-21 12:00', '2026-11-21T12:00:00.000Z', false],
    ['2026-11-21', '2026-11-21T00:00:00.000Z', false],
    ['2026/11/21 12:00:05', noon, false],
    ['21/11/2026 12:00:05', noon, false],
    ['21.11.2026 12:00:05', noon, false],
    ['21/11/2026, 12:00', '2026-11-21T12:00:00.000Z', false],
    ['1795262405', noon, true],
    ['1795262405.25', '2026-11-21T12:00:05.250Z', true],
    ['1795262405000', noon, true],
    ['1795262405000000', noon, true],
    ['1795262405000000000', noon, true],
    ['1.795262405e9', noon, true],
  ])('reads %s', (text, expected, isZoned) => {
    expect(read(text)).toEqual([expected, isZoned]);
  });

  it.each([
    ['11/21/2026 12:00:05', noon],
    ['11/21/2026, 12:00:05 PM', noon],
    ['11/21/2026, 12:00:05 AM', '2026-11-21T00:00:05.000Z'],
    ['11/21/2026 1:00 pm', '2026-11-21T13:00:00.000Z'],
  ])('reads %s with the month first', (text, expected) => {
    expect(read(text, 'mdy')).toEqual([expected, false]);
    expect(read(text, 'dmy')).toBeUndefined();
  });

  it.each([
    '',
    '42',
    '91.958',
    '25276514304',
    '2026-02-30 00:00:00',
    '2026-11-21 24:00:00',
    '2026-11-21 13:00 PM',
    '21/11/26 12:00',
    '12:00:05',
    '1.2.3',
    '127.86.14.203',
    'Time',
    '2026-11-21 12:00:05 [error] 1#0',
  ])('does not read %j', (text) => {
    expect(read(text)).toBeUndefined();
  });

  it('reads back any time as it is written, to the millisecond', () => {
    const date = fc.date({
      min: new Date('2000-01-02T00:00:00Z'),
      max: new Date('2099-12-30T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(date, (time) => {
        const iso = time.toISOString();
        expect(read(iso)).toEqual([iso, true]);
        expect(read(String(time.getTime()))).toEqual([iso, true]);
        expect(read(iso.slice(0, -1).replace('T', ' '))).toEqual([iso, false]);
      }),
    );
  });
});
