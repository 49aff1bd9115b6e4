import { describe, expect, it } from 'vitest';
import { clockOffset } from '../../src/analysis/clock-offset.ts';
import type { Request } from '../../src/rollup/request.ts';
import { Rollup } from '../../src/rollup/rollup.ts';
import type { Series } from '../../src/series/series.ts';
import { noise, seriesOf } from '../support/series.ts';

const startMs = Date.UTC(2026, 10, 21);
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Requests that come and go: each minute has its own number of them, and a rise over the day. */
function day(hours: number): Float64Array {
  const next = noise(7);
  const perSecond = new Float64Array(hours * 3600);
  let level = 3;
  for (let second = 0; second < perSecond.length; second += 1) {
    if (second % 20 === 0) level = 3 + 2 * next() + Math.sin(second / 9000);
    perSecond[second] = Math.max(0, Math.round(level + next()));
  }
  return perSecond;
}

function logOf(requests: Float64Array): Rollup {
  const rollup = new Rollup();
  for (const [second, count] of requests.entries()) {
    const ms = startMs + second * 1000;
    for (let at = 0; at < count; at += 1) rollup.observe(request(ms));
  }
  return rollup;
}

function request(ms: number): Request {
  return {
    ...{ startMs: ms, endMs: ms, durationKnown: false },
    ...{ bytesOut: 1000, bytesIn: undefined, aborted: false, failed: false },
    ...{ dimensions: { route: '/' }, source: 0, offset: 0 },
  };
}

/** What the server counted, by a clock that is `aheadMs` off, one sample each `stepSeconds`, `share` of it noise. */
function counter(requests: Float64Array, stepSeconds: number, aheadMs: number, share = 0): Series {
  const next = noise(3);
  const rates: number[] = [];
  for (let end = stepSeconds; end <= requests.length; end += stepSeconds) {
    const sum = requests.subarray(end - stepSeconds, end).reduce((a, b) => a + b, 0);
    rates.push(sum / stepSeconds + share * 3 * next());
  }
  return seriesOf(rates, {
    startMs: startMs + stepSeconds * 1000 + aheadMs,
    stepSeconds,
    name: 'apache_accesses_total',
    role: 'requests',
    unit: '1/s',
    sampling: 'mean',
  });
}

const perSecond = day(3);
const rollup = logOf(perSecond);

describe('clockOffset', () => {
  it.each([
    ['three minutes ahead', 15, 3 * MINUTE_MS],
    ['three minutes behind', 15, -3 * MINUTE_MS],
    ['forty seconds ahead', 15, 40_000],
    ['three minutes, at a coarse step', 60, 3 * MINUTE_MS],
    ['an hour ahead', 15, HOUR_MS],
    ['an hour and three quarters behind', 60, -1.75 * HOUR_MS],
    ['an hour and forty seconds', 15, HOUR_MS + 30_000],
  ])('finds a clock %s', (_, stepSeconds, aheadMs) => {
    const found = clockOffset(rollup, [counter(perSecond, stepSeconds, aheadMs)]);
    expect(found?.offsetMs).toBeCloseTo(-aheadMs, -Math.log10((stepSeconds * 1000) / 4));
    expect(found?.correlation).toBeGreaterThan(0.9);
    expect(found?.without ?? 0).toBeLessThan(0.5);
  });

  it('finds it in spite of requests that the log has not', () => {
    expect(clockOffset(rollup, [counter(perSecond, 15, HOUR_MS, 0.2)])?.offsetMs).toBeCloseTo(
      -HOUR_MS,
      -4,
    );
  });

  it('tells of clocks that agree', () => {
    expect(clockOffset(rollup, [counter(perSecond, 15, 0)])?.offsetMs).toBe(0);
    expect(clockOffset(rollup, [counter(perSecond, 15, 5000)])?.offsetMs).toBe(0);
  });

  it('has nothing to say of another server, of a level, or of too few samples', () => {
    const other = counter(perSecond.slice().reverse(), 15, HOUR_MS);
    expect(clockOffset(rollup, [other])).toBeUndefined();
    const flat = seriesOf(Array<number>(700).fill(3), {
      startMs,
      stepSeconds: 15,
      role: 'requests',
      sampling: 'mean',
    });
    expect(clockOffset(rollup, [flat])).toBeUndefined();
    const short = counter(perSecond.subarray(0, 15 * 15), 15, HOUR_MS);
    expect(clockOffset(rollup, [short])).toBeUndefined();
  });

  it('has nothing to say where traffic repeats and several offsets fit', () => {
    const again = new Float64Array(perSecond.length).map((_, at) => perSecond[at % 900] ?? 0);
    expect(clockOffset(logOf(again), [counter(again, 15, HOUR_MS)])).toBeUndefined();
  });
});
