import { describe, expect, it } from 'vitest';
import type { NumberField } from '../../parsers/contract.ts';
import { AccessRecord, numberSlot } from '../../parsers/record.ts';
import { LogTimes } from '../../src/request/log-times.ts';

interface Facts {
  readonly zoneless?: readonly NumberField[];
  readonly yearless?: boolean;
}

function record(
  numbers: Partial<Record<NumberField, number>>,
  { zoneless = [], yearless = false }: Facts = {},
): AccessRecord {
  const made = new AccessRecord();
  made.reset(new Uint8Array(0), 0, 0, 'none');
  for (const [field, value] of Object.entries(numbers)) {
    made.setNumber(numberSlot(field as NumberField), value);
  }
  for (const field of zoneless) made.setZoneless(numberSlot(field), true);
  made.isYearless = yearless;
  return made;
}

const NOON = Date.UTC(2026, 6, 1, 12);
const HOUR = 3_600_000;

describe('LogTimes', () => {
  it('takes times without a zone for those of the zone that is given', () => {
    const times = new LogTimes({ zone: 'Europe/Paris' });
    const zoneless = ['startMs', 'endMs'] as const;
    const read = times.read(record({ startMs: NOON, endMs: NOON + 500 }, { zoneless }));
    expect(read).toMatchObject({ startMs: NOON - 2 * HOUR, endMs: NOON - 2 * HOUR + 500 });
    expect(times.zoneMinutes).toBe(120);
    expect(times.facts.zones.zoneless).toBe(1);
  });

  it('leaves times with a zone and counts since 1970 as they are', () => {
    const times = new LogTimes({ zone: 'Europe/Paris' });
    const local = record({ startMs: NOON, endMs: NOON }, { zoneless: ['startMs'] });
    expect(times.read(local)).toMatchObject({ startMs: NOON - 2 * HOUR, endMs: NOON });
    expect(times.read(record({ endMs: NOON, zoneMinutes: 60 }))).toMatchObject({ endMs: NOON });
    expect(times.facts.zones.counts()).toEqual([{ minutes: 60, lines: 1 }]);
  });

  it('reads a time without its zone in that of the time beside it', () => {
    const numbers = { startMs: NOON, endMs: NOON + HOUR + 500, zoneMinutes: 60 };
    const line = record(numbers, { zoneless: ['endMs'] });
    expect(new LogTimes({ zone: 'Asia/Tokyo' }).read(line)).toMatchObject({
      startMs: NOON,
      endMs: NOON + 500,
    });
  });

  it('finds the year of times without one, and reads none where nothing tells it', () => {
    const untold = record({ endMs: Date.UTC(1972, 10, 21) }, { yearless: true });
    const modifiedMs = Date.UTC(2026, 10, 22);
    expect(new LogTimes({ modifiedMs }).read(untold)).toMatchObject({
      endMs: Date.UTC(2026, 10, 21),
    });
    expect(new LogTimes().read(untold)).toBeUndefined();
  });

  it('counts lines of an hour that the zone left out', () => {
    const times = new LogTimes({ zone: 'Europe/Paris' });
    for (const minute of [55, 60 + 30, 120 + 1]) {
      const localMs = Date.UTC(2026, 2, 29, 1, minute);
      times.sequelOf(record({ startMs: localMs }, { zoneless: ['startMs'] }), 0);
      times.read(record({ startMs: localMs }, { zoneless: ['startMs'] }));
    }
    expect(times.facts.linesInGap).toBe(1);
  });

  it('goes on from a jump of a clock without zones as if it had not been', () => {
    const times = new LogTimes();
    const sequels = Array.from({ length: 100 }, (_, at) => {
      const endMs = NOON + at * 1000 - (at < 50 ? 0 : 3 * HOUR);
      const line = record({ endMs }, { zoneless: ['endMs'] });
      return { sequel: times.sequelOf(line, at), line };
    });
    expect(sequels.filter(({ sequel }) => sequel === 'jumped')).toHaveLength(1);
    expect(times.facts.jumps).toMatchObject([{ offset: 50, minutes: -180 }]);
    expect(times.read(sequels[60]?.line ?? record({}))).toMatchObject({ endMs: NOON + 60_000 });
  });

  it('leaves times with their zone where they are behind a jump', () => {
    const times = new LogTimes();
    const line = (at: number): AccessRecord =>
      record({ startMs: NOON + at * 1000 - (at < 50 ? 0 : HOUR), zoneMinutes: 0 });
    for (let at = 0; at < 100; at++) {
      times.sequelOf(line(at), at);
      if (at < 50) times.read(line(at));
    }
    expect(times.facts.jumps).toMatchObject([{ minutes: -60 }]);
    const startMs = NOON + 60_000 - HOUR;
    expect(times.read(line(60))).toMatchObject({ startMs, endMs: startMs });
  });

  describe('doubts a format', () => {
    /** Requests in the order of their ends, every ninth of which runs long. */
    const requests = Array.from({ length: 900 }, (_, at) => ({
      startMs: NOON + at * 500,
      durationMs: at % 9 === 0 ? 4000 + (at % 7) * 3000 : 30,
    })).sort((a, b) => a.startMs + a.durationMs - b.startMs - b.durationMs);
    const ends = requests.map(({ startMs, durationMs }) => startMs + durationMs);

    it('whose ends are starts', () => {
      const times = new LogTimes();
      for (const { startMs, durationMs } of requests) {
        times.read(record({ endMs: startMs, durationMs }));
      }
      const doubt = { documented: 'end', found: 'start', isCertain: true };
      expect(times.facts.stampDoubt).toEqual(doubt);
    });

    it.each([
      ['certain where lines cross', 800, true],
      ['not certain where they are in perfect order, as after sorting', 0, false],
    ])('whose starts are ends: %s', (_, crossingMs, isCertain) => {
      const times = new LogTimes();
      for (const [at, { durationMs }] of requests.entries()) {
        const startMs = (ends[at] ?? 0) - (at % 50 === 0 ? crossingMs : 0);
        times.read(record({ startMs, durationMs }));
      }
      expect(times.facts.stampDoubt).toEqual({ documented: 'start', found: 'end', isCertain });
    });

    it('not where it is right, nor where both ends are logged', () => {
      const right = new LogTimes();
      const both = new LogTimes();
      for (const { startMs, durationMs } of requests) {
        right.read(record({ startMs, durationMs }));
        both.read(record({ startMs: startMs + durationMs, endMs: startMs, durationMs }));
      }
      expect(right.facts.stampDoubt).toBeUndefined();
      expect(both.facts.stampDoubt).toBeUndefined();
    });
  });

  it('goes on from a state as behind the lines that led to it', () => {
    const before = new LogTimes();
    before.read(record({ startMs: NOON }));
    const late = record({ startMs: NOON - 60_000 });
    const again = new LogTimes();
    again.settled.resume(before.settled.state);
    expect(again.read(late)).toMatchObject({ endMs: NOON, durationKnown: true, implied: true });
  });
});
