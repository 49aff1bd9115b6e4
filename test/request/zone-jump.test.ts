import { describe, expect, it } from 'vitest';
import {
  LINES_BEFORE_LEAP,
  LINES_TO_CONFIRM,
  type Sequel,
  type ZoneJump,
  ZoneJumpDetector,
} from '../../src/request/zone-jump.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const NOON = Date.UTC(2016, 2, 9, 12);

/** Stamps every two seconds. */
function steady(fromMs: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => fromMs + at * 2 * SECOND);
}

function jumpsIn(stamps: readonly number[]): readonly ZoneJump[] {
  const detector = new ZoneJumpDetector();
  for (const [offset, stampMs] of stamps.entries()) detector.observe(stampMs, offset);
  return detector.jumps;
}

const before = steady(NOON, 500);
const last = NOON + 499 * 2 * SECOND;

describe('ZoneJumpDetector', () => {
  it.each([
    [-180, 10 * SECOND],
    [-60, 2 * SECOND],
    [-330, 25 * SECOND],
    [-30, 0],
    [-345, 4 * SECOND],
    [-60, -SECOND],
  ])('notices a clock that is %i minutes back after a pause of %i ms', (minutes, pauseMs) => {
    const behind = last + minutes * MINUTE + pauseMs;
    expect(jumpsIn([...before, ...steady(behind, 100)])).toEqual([
      { offset: 500, fromMs: last, toMs: behind, minutes },
    ]);
  });

  it('notices it where requests that began before the restart are written behind it', () => {
    const behind = steady(last - 3 * HOUR + 5 * SECOND, 100);
    const [first = 0, ...rest] = behind;
    expect(
      jumpsIn([...before, first, ...rest.slice(0, 5), first - 4 * SECOND, ...rest.slice(5)]),
    ).toHaveLength(1);
  });

  it.each([
    ['a request that hung for three hours', [...before, last - 3 * HOUR, ...steady(last, 100)]],
    [
      'another log, from hours before but no half hours',
      [...before, ...steady(last - 3 * HOUR - 11 * MINUTE, 100)],
    ],
    ['another log, of two days before', [...before, ...steady(last - 48 * HOUR, 100)]],
    ['hours without requests', [...before, ...steady(last + 3 * HOUR, 100)]],
    ['lines out of order by minutes', [...before, ...steady(last - 10 * MINUTE, 100)]],
    ['too few lines to tell', [...before, ...steady(last - 3 * HOUR, LINES_TO_CONFIRM - 1)]],
    ['nothing', []],
  ])('does not take %s for one', (_, stamps) => {
    expect(jumpsIn(stamps)).toEqual([]);
  });

  it('notices a second one', () => {
    const behind = last - 3 * HOUR;
    const again = behind + 99 * 2 * SECOND - HOUR;
    const jumps = jumpsIn([...before, ...steady(behind, 100), ...steady(again, 100)]);
    expect(jumps.map(({ minutes }) => minutes)).toEqual([-180, -60]);
  });

  it('calls the lines doubtful that decide whether it is one', () => {
    const sequels = (stamps: readonly number[]): readonly Sequel[] => {
      const detector = new ZoneJumpDetector();
      return stamps.map((stampMs, offset) => detector.observe(stampMs, offset));
    };
    const behind = steady(last - 3 * HOUR, LINES_TO_CONFIRM);
    const decided = sequels([...before, ...behind]).slice(before.length);
    expect(decided).toEqual([...Array<string>(LINES_TO_CONFIRM - 1).fill('doubtful'), 'jumped']);
    const hung = sequels([...before, last - 3 * HOUR, last + SECOND]).slice(before.length);
    expect(hung).toEqual(['doubtful', 'follows']);
  });

  describe('a clock put ahead', () => {
    const long = steady(NOON, LINES_BEFORE_LEAP + 1);
    const end = NOON + LINES_BEFORE_LEAP * 2 * SECOND;

    it('is told where no other pause is nearly as long', () => {
      const ahead = end + HOUR + 2 * SECOND;
      expect(jumpsIn([...long, ...steady(ahead, 100)])).toEqual([
        { offset: LINES_BEFORE_LEAP + 1, fromMs: end, toMs: ahead, minutes: 60 },
      ]);
    });

    it.each([
      ['a pause of other length', [...long, ...steady(end + 50 * MINUTE, 100)]],
      ['too few lines before', [...before, ...steady(last + HOUR, 100)]],
      [
        'a pause among pauses',
        [...steady(NOON - 2 * HOUR, 5), ...long, ...steady(end + HOUR, 100)],
      ],
      [
        'a few lines with a wrong time',
        [...long, ...steady(end + HOUR, 5), ...steady(end + 10 * SECOND, 100)],
      ],
    ])('is not %s', (_, stamps) => {
      expect(jumpsIn(stamps)).toEqual([]);
    });
  });
});
