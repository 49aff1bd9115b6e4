import { describe, expect, it } from 'vitest';
import { isIncomplete, logShare, unloggedRise } from '../../src/analysis/log-share.ts';
import type { Tier } from '../../src/incidents/tier.ts';
import type { Request } from '../../src/rollup/request.ts';
import type { Series } from '../../src/series/series.ts';
import { seriesOf } from '../support/series.ts';
import { rollupOf } from '../support/traffic.ts';
import { MINUTE_MS, minutes, nineMs, requestAt, steady } from './scenes.ts';

/** Ten requests a minute for an hour. */
const log = steady([0, 60], 6);

function tierOf(requests: readonly Request[]): Tier {
  return { rollup: rollupOf(requests), durations: 'none', paths: ['access.log'] };
}

/** So many requests a minute, from so many minutes before the log on. */
function counter(aMinute: number, facts: Partial<Series> = {}, before = 0): Series {
  const values = Array.from({ length: 60 + before }, () => aMinute / 60);
  return seriesOf(values, {
    startMs: minutes(1 - before, 60).fromMs,
    ...{ stepSeconds: 60, role: 'requests', sampling: 'mean', unit: '1/s', name: 'hits' },
    ...facts,
  });
}

function shareOf(series: readonly Series[], tiers = [tierOf(log)]): number | undefined {
  const share = logShare(tiers, series);
  return share && share.logged / share.counted;
}

describe('logShare', () => {
  it.each([
    ['all that was counted', 10, 1],
    ['a half of it', 20, 0.5],
    ['more than was counted', 5, 2],
  ])('%s', (_, aMinute, share) => {
    expect(shareOf([counter(aMinute)])).toBeCloseTo(share, 1);
  });

  it('leaves out what was counted before the log began', () => {
    expect(shareOf([counter(10, {}, 60)])).toBeCloseTo(1, 1);
    const waiting = requestAt(-50 * 60, { lasts: 3600 });
    const begun = [waiting, ...log].map((one) => ({ ...one, durationKnown: true }));
    expect(shareOf([counter(10, {}, 60)], [tierOf(begun)])).toBeCloseTo(1, 1);
  });

  it('is that of the counter and the log that agree best', () => {
    const behind = tierOf(steady([0, 60], 20));
    expect(shareOf([counter(20), counter(3)], [tierOf(log), behind])).toBeCloseTo(1, 1);
  });

  it.each<[string, readonly Series[]]>([
    ['nothing is counted', []],
    ['something else is', [counter(10, { role: 'network' })]],
    ['a level is told, not a count', [counter(10, { sampling: 'instant' })]],
    ['too little is', [counter(1)]],
    ['it was another day', [counter(10, { times: Float64Array.of(nineMs - 1440 * MINUTE_MS) })]],
  ])('is not known where %s', (_, series) => {
    expect(shareOf(series)).toBeUndefined();
  });
});

describe('unloggedRise', () => {
  const span = { startMs: minutes(30, 40).fromMs, endMs: minutes(30, 40).toMs };
  /** Ten requests a minute, and `more` of them from minute 30 to 40, of which the log has a part. */
  const riseOf = (more: number, loggedPart: number): number | undefined => {
    const values = Array.from({ length: 60 }, (_, at) =>
      at >= 29 && at < 39 ? (10 + more) / 60 : 10 / 60,
    );
    const counted = { ...counter(10), values: Float64Array.from(values) };
    const logged = loggedPart === 0 ? [] : steady([30, 40], 60 / (more * loggedPart));
    const share = logShare([tierOf([...log, ...logged])], [counted]);
    const rise = share && unloggedRise(share, span);
    return rise && rise.inside.logged / rise.inside.counted;
  };

  it('is what the logs hold less of an incident than of the rest', () => {
    expect(riseOf(30, 0)).toBeCloseTo(0.3, 1);
  });

  it.each([
    ['all of it is logged', 30, 1],
    ['what is missing is a tenth', 1, 0],
  ])('is none where %s', (_, more, loggedPart) => {
    expect(riseOf(more, loggedPart)).toBeUndefined();
  });

  it('is none where a log has one of so many requests at all times', () => {
    const share = logShare([tierOf(log)], [counter(100)]);
    expect(share && isIncomplete(share)).toBe(true);
    expect(share && unloggedRise(share, span)).toBeUndefined();
  });

  it('is not known where too little was counted', () => {
    const share = logShare([tierOf(log)], [counter(40)]);
    const moment = { startMs: span.startMs, endMs: span.startMs + 1 };
    expect(share && unloggedRise(share, moment)).toBeUndefined();
  });
});

it.each([
  [89, true],
  [90, false],
  [200, false],
])('a log of %i of 100 requests is incomplete: %s', (logged, told) => {
  expect(isIncomplete({ logged, counted: 100 })).toBe(told);
});
