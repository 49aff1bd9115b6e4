import { describe, expect, it } from 'vitest';
import type { NumberField } from '../../parsers/contract.ts';
import { AccessRecord, numberSlot } from '../../parsers/record.ts';
import { LocalZone } from '../../src/request/local-zone.ts';
import { LINES_OF_A_JUMP, MAX_IMPLIED_DURATION_MS, TimeReader } from '../../src/request/times.ts';

function record(numbers: Partial<Record<NumberField, number>>): AccessRecord {
  const made = new AccessRecord();
  made.reset(new Uint8Array(0), 0, 0, 'none');
  for (const [field, value] of Object.entries(numbers)) {
    made.setNumber(numberSlot(field as NumberField), value);
  }
  return made;
}

describe('TimeReader', () => {
  it('takes times for those of the zone that is given', () => {
    const localMs = Date.UTC(2026, 6, 1, 12);
    const zone = new LocalZone('Europe/Paris');
    const times = new TimeReader(zone).read(record({ startMs: localMs, endMs: localMs + 500 }));
    const utcMs = Date.UTC(2026, 6, 1, 10);
    expect(times).toMatchObject({ startMs: utcMs, endMs: utcMs + 500 });
    expect(zone.zoneMinutes).toBe(120);
  });

  it('adds a logged duration to a start, and takes it from an end', () => {
    const times = new TimeReader();
    expect(times.read(record({ startMs: 5000, durationMs: 1500 }))).toEqual({
      startMs: 5000,
      endMs: 6500,
      durationKnown: true,
      implied: false,
    });
    expect(times.read(record({ endMs: 9000, durationMs: 1500 }))).toMatchObject({
      startMs: 7500,
      endMs: 9000,
      durationKnown: true,
    });
  });

  it('does not know how long a request ran of which only the end is logged', () => {
    expect(new TimeReader().read(record({ endMs: 9000 }))).toEqual({
      startMs: 9000,
      endMs: 9000,
      durationKnown: false,
      implied: false,
    });
  });

  it('implies from the order of starts how long a request at least ran', () => {
    const times = new TimeReader();
    times.read(record({ startMs: 300_000 }));
    expect(times.read(record({ startMs: 90_000 }))).toEqual({
      startMs: 90_000,
      endMs: 300_000,
      durationKnown: true,
      implied: true,
    });
  });

  it('implies nothing from one second, the resolution of the stamps', () => {
    const times = new TimeReader();
    times.read(record({ startMs: 11_000 }));
    expect(times.read(record({ startMs: 10_000 }))).toMatchObject({ endMs: 10_000 });
  });

  it('takes a jump of the clock for the beginning of another log', () => {
    const times = new TimeReader();
    times.read(record({ startMs: 2 * MAX_IMPLIED_DURATION_MS }));
    for (let line = 1; line < LINES_OF_A_JUMP; line++) times.read(record({ startMs: 1000 }));
    expect(times.read(record({ startMs: 2000 }))).toMatchObject({ startMs: 2000, endMs: 2000 });
    expect(times.read(record({ startMs: 9000 }))).toMatchObject({ durationKnown: true });
    expect(times.read(record({ startMs: 4000 }))).toMatchObject({ endMs: 9000 });
  });

  it('does not know how long a single request from hours ago ran', () => {
    const times = new TimeReader();
    times.read(record({ startMs: 2 * MAX_IMPLIED_DURATION_MS }));
    expect(times.read(record({ startMs: 1000 }))).toMatchObject({ durationKnown: false });
    const afterwards = record({ startMs: 2 * MAX_IMPLIED_DURATION_MS - 5000 });
    expect(times.read(afterwards)).toMatchObject({ endMs: 2 * MAX_IMPLIED_DURATION_MS });
  });

  it('reads nothing from a record without a time', () => {
    expect(new TimeReader().read(record({ durationMs: 5 }))).toBeUndefined();
  });
});
