import { describe, expect, it } from 'vitest';
import { LINES_OF_A_JUMP, MAX_IMPLIED_DURATION_MS, TimeReader } from '../../src/request/times.ts';

describe('TimeReader', () => {
  it('takes the one time of a line for what it is told, and leaves two as they are', () => {
    const times = new TimeReader('end');
    expect(times.read({ startMs: 9000, durationMs: 1500 })).toMatchObject({
      startMs: 7500,
      endMs: 9000,
    });
    expect(times.read({ startMs: 9000, endMs: 9500 })).toMatchObject({
      startMs: 9000,
      endMs: 9500,
    });
    expect(new TimeReader('start').read({ endMs: 9000, durationMs: 1500 })).toMatchObject({
      startMs: 9000,
      endMs: 10_500,
    });
  });

  it('takes older lines for late no more when the clock was set back', () => {
    const times = new TimeReader();
    times.read({ startMs: 300_000 });
    times.restart();
    expect(times.read({ startMs: 90_000 })).toMatchObject({ startMs: 90_000, endMs: 90_000 });
  });

  it('adds a logged duration to a start, and takes it from an end', () => {
    const times = new TimeReader();
    expect(times.read({ startMs: 5000, durationMs: 1500 })).toEqual({
      startMs: 5000,
      endMs: 6500,
      durationKnown: true,
      implied: false,
    });
    expect(times.read({ endMs: 9000, durationMs: 1500 })).toMatchObject({
      startMs: 7500,
      endMs: 9000,
      durationKnown: true,
    });
  });

  it('does not know how long a request ran of which only the end is logged', () => {
    expect(new TimeReader().read({ endMs: 9000 })).toEqual({
      startMs: 9000,
      endMs: 9000,
      durationKnown: false,
      implied: false,
    });
  });

  it('implies from the order of starts how long a request at least ran', () => {
    const times = new TimeReader();
    times.read({ startMs: 300_000 });
    expect(times.read({ startMs: 90_000 })).toEqual({
      startMs: 90_000,
      endMs: 300_000,
      durationKnown: true,
      implied: true,
    });
  });

  it('implies nothing from one second, the resolution of the stamps', () => {
    const times = new TimeReader();
    times.read({ startMs: 11_000 });
    expect(times.read({ startMs: 10_000 })).toMatchObject({ endMs: 10_000 });
  });

  it('takes a jump of the clock for the beginning of another log', () => {
    const times = new TimeReader();
    times.read({ startMs: 2 * MAX_IMPLIED_DURATION_MS });
    for (let line = 1; line < LINES_OF_A_JUMP; line++) times.read({ startMs: 1000 });
    expect(times.read({ startMs: 2000 })).toMatchObject({ startMs: 2000, endMs: 2000 });
    expect(times.read({ startMs: 9000 })).toMatchObject({ durationKnown: true });
    expect(times.read({ startMs: 4000 })).toMatchObject({ endMs: 9000 });
  });

  it('does not know how long a single request from hours ago ran', () => {
    const times = new TimeReader();
    times.read({ startMs: 2 * MAX_IMPLIED_DURATION_MS });
    expect(times.read({ startMs: 1000 })).toMatchObject({ durationKnown: false });
    const afterwards = { startMs: 2 * MAX_IMPLIED_DURATION_MS - 5000 };
    expect(times.read(afterwards)).toMatchObject({ endMs: 2 * MAX_IMPLIED_DURATION_MS });
  });

  it('reads nothing from a record without a time', () => {
    expect(new TimeReader().read({ durationMs: 5 })).toBeUndefined();
  });
});
