import { describe, expect, it } from 'vitest';
import {
  LIVE_PAUSE_MS,
  MOST_PAUSE_MS,
  MOST_SHARE_OF_WINDOW,
  PAUSE_TIMES_COST,
  Pace,
  REPLAY_PAUSE_MS,
} from '../../src/watch/pace.ts';

const start = { clockMs: 0, newestMs: 1e12 };
const WINDOW_MS = 6 * 3_600_000;

function noted(costMs: number): Pace {
  const pace = new Pace(WINDOW_MS);
  pace.note(start, { tookMs: 0, costMs });
  return pace;
}

describe('an analysis is due', () => {
  it('at once, but not without news', () => {
    expect(new Pace(WINDOW_MS).isDue({ ...start, hasNews: true, isLive: true })).toBe(true);
    expect(new Pace(WINDOW_MS).isDue({ ...start, hasNews: false, isLive: true })).toBe(false);
  });

  it.each([
    ['when seconds have passed', LIVE_PAUSE_MS, 1, 0, true],
    ['not before', LIVE_PAUSE_MS - 1, 1, 0, false],
    ['when a replay has come far', 1, REPLAY_PAUSE_MS, 0, true],
    ['when the last one took its share of the time', 1000 * PAUSE_TIMES_COST, 1, 1000, true],
    ['however much it took, at last', MOST_PAUSE_MS, 1, 60_000, true],
    [
      'not before that, however far a replay has come',
      1000 * PAUSE_TIMES_COST - 1,
      REPLAY_PAUSE_MS,
      1000,
      false,
    ],
  ])('%s', (_, clockMs, advanceMs, costMs, isDue) => {
    const newestMs = start.newestMs + advanceMs;
    expect(noted(costMs).isDue({ clockMs, newestMs, hasNews: true, isLive: true })).toBe(isDue);
  });
});

describe('a log that is replayed', () => {
  const replayed = { hasNews: true, isLive: false };

  it('is read for most of the time, however slow the host', () => {
    const pace = new Pace(WINDOW_MS);
    pace.note(start, { tookMs: 2000, costMs: 100 });
    const newestMs = start.newestMs + REPLAY_PAUSE_MS;
    const clockMs = PAUSE_TIMES_COST * 2000;
    expect(pace.isDue({ clockMs: clockMs - 1, newestMs, ...replayed })).toBe(false);
    expect(pace.isDue({ clockMs, newestMs, ...replayed })).toBe(true);
  });

  it('is looked at before it leaves the window', () => {
    const pace = new Pace(WINDOW_MS);
    pace.note(start, { tookMs: 8000, costMs: 8000 });
    const newestMs = start.newestMs + MOST_SHARE_OF_WINDOW * WINDOW_MS;
    expect(pace.isDue({ clockMs: 1, newestMs, ...replayed })).toBe(true);
    expect(pace.isDue({ clockMs: 1, newestMs: newestMs - 1, ...replayed })).toBe(false);
  });
});

describe('a host with other work to do', () => {
  it('is given as much time for reading as an analysis took', () => {
    const pace = new Pace(WINDOW_MS);
    pace.note(start, { tookMs: 8000, costMs: 100 });
    const newestMs = start.newestMs + REPLAY_PAUSE_MS;
    expect(pace.isDue({ clockMs: 7999, newestMs, hasNews: true, isLive: true })).toBe(false);
    expect(pace.isDue({ clockMs: 8000, newestMs, hasNews: true, isLive: true })).toBe(true);
  });
});
