import { TZDate } from '@date-fns/tz';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LocalZone } from '../../src/request/local-zone.ts';

function utc(zone: string, ...locals: readonly string[]): readonly string[] {
  const localZone = new LocalZone(zone);
  return locals.map((local) => {
    return new Date(localZone.utcOf(Date.parse(`${local}Z`))).toISOString().slice(0, 16);
  });
}

describe('LocalZone', () => {
  it.each([
    ['UTC', '2026-07-01T12:00', '2026-07-01T12:00'],
    ['+05:30', '2026-07-01T12:00', '2026-07-01T06:30'],
    ['Europe/Paris', '2026-07-01T12:00', '2026-07-01T10:00'],
    ['Europe/Paris', '2026-01-01T00:30', '2025-12-31T23:30'],
    ['Asia/Kathmandu', '2026-07-01T12:00', '2026-07-01T06:15'],
    ['Pacific/Apia', '2011-12-31T00:30', '2011-12-30T10:30'],
    ['Europe/Paris', '2028-02-29T12:00', '2028-02-29T11:00'],
    ['Europe/Moscow', '2016-03-09T12:00', '2016-03-09T09:00'],
  ])('%s: %s is %s', (zone, local, expected) => {
    expect(utc(zone, local)).toEqual([expected]);
  });

  it('goes through the hour that comes twice in the order of the lines', () => {
    const night = ['01:50', '02:10', '02:50', '02:05', '02:30', '03:10'];
    expect(utc('Europe/Paris', ...night.map((time) => `2026-10-25T${time}`))).toEqual(
      ['23:50', '00:10', '00:50', '01:05', '01:30', '02:10'].map((time, at) =>
        at === 0 ? `2026-10-24T${time}` : `2026-10-25T${time}`,
      ),
    );
  });

  it('takes the hour that comes twice for the earlier where nothing went before', () => {
    expect(utc('Europe/Paris', '2026-10-25T02:30')).toEqual(['2026-10-25T00:30']);
    expect(utc('Australia/Lord_Howe', '2026-04-05T01:45')).toEqual(['2026-04-04T14:45']);
  });

  it('reads the hour that does not exist as if the clock had gone on', () => {
    expect(utc('Europe/Paris', '2026-03-29T01:59', '2026-03-29T02:30', '2026-03-29T03:01')).toEqual(
      ['2026-03-29T00:59', '2026-03-29T01:30', '2026-03-29T01:01'],
    );
  });

  it('gives back every time of a zone, but for hours that come twice', () => {
    const zones = fc.constantFrom('Europe/Paris', 'America/St_Johns', 'Australia/Lord_Howe', 'UTC');
    const times = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2035, 0) });
    fc.assert(
      fc.property(zones, times, (zone, utcMs) => {
        const offset = new TZDate(utcMs, zone).getTimezoneOffset();
        const read = new LocalZone(zone).utcOf(utcMs - offset * 60_000);
        expect([0, 30, 60]).toContain((utcMs - read) / 60_000);
      }),
    );
  });
});
