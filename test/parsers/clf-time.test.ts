import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClfClock, zoneMinutes } from '../../parsers/clf-time.ts';
import { bytesOf } from './read-line.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (value: number): string => String(value).padStart(2, '0');

/** The common log format's time of an instant in a zone so many minutes east. */
function printClf(epochMs: number, east: number): string {
  const local = new Date(epochMs + east * 60_000);
  const zone = `${east < 0 ? '-' : '+'}${two(Math.trunc(Math.abs(east) / 60))}${two(Math.abs(east) % 60)}`;
  const date = `${two(local.getUTCDate())}/${months[local.getUTCMonth()]}/${local.getUTCFullYear()}`;
  const time = `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}:${two(local.getUTCSeconds())}`;
  return `${date}:${time} ${zone}`;
}

function read(text: string, clock = new ClfClock()): number {
  const bytes = bytesOf(text);
  return clock.read(bytes, 0, bytes.length);
}

describe('ClfClock', () => {
  it('reads back any second in any zone, whatever it has seen before', () => {
    const clock = new ClfClock();
    const second = fc.integer({ min: 86_400, max: 253_402_000_000 });
    const near = fc.integer({ min: 1_795_000_000, max: 1_795_000_200 });
    fc.assert(
      fc.property(fc.oneof(second, near), fc.integer({ min: -720, max: 840 }), (epoch, east) => {
        expect(read(printClf(epoch * 1000, east), clock)).toBe(epoch * 1000);
      }),
    );
  });

  it.each([
    ['29/Feb/2024:00:00:00 +0000', Date.UTC(2024, 1, 29)],
    ['31/Dec/2016:23:59:60 +0000', Date.UTC(2017, 0, 1)],
    ['01/Jan/2000:00:00:00 -0330', Date.UTC(2000, 0, 1, 3, 30)],
  ])('reads %s', (text, epochMs) => {
    expect(read(text)).toBe(epochMs);
  });

  it.each([
    '31/Feb/2024:00:00:00 +0000',
    '29/Feb/2023:00:00:00 +0000',
    '00/Jan/2024:00:00:00 +0000',
    '01/jan/2024:00:00:00 +0000',
    '01/Jan/1969:00:00:00 +0000',
    '01/Jan/2024:24:00:00 +0000',
    '01/Jan/2024:00:60:00 +0000',
    '01/Jan/2024:00:00:61 +0000',
    '01/Jan/2024:00:00:00 +2400',
    '01/Jan/2024:00:00:00 +0060',
    '01/Jan/2024:00:00:00 00000',
    '01/Jan/2024 00:00:00 +0000',
    ' 1/Jan/2024:00:00:00 +0000',
    '01/Jan/2024:00:00:00 +000',
  ])('refuses %s, also after a good one', (text) => {
    const clock = new ClfClock();
    expect(read(text, clock)).toBeNaN();
    expect(read('01/Jan/2024:00:00:00 +0000', clock)).toBe(Date.UTC(2024, 0, 1));
    expect(read(text, clock)).toBeNaN();
  });

  it('reads no byte beyond the end', () => {
    const bytes = bytesOf('01/Jan/2024:00:00:00 +0000');
    expect(new ClfClock().read(bytes, 0, bytes.length - 1)).toBeNaN();
  });
});

describe('zoneMinutes', () => {
  it.each([
    ['+0530', 330],
    ['-0800', -480],
    ['+0000', 0],
  ])('%s is %d minutes', (text, minutes) => {
    expect(zoneMinutes(bytesOf(text), 0)).toBe(minutes);
  });
});
