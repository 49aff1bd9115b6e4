import { describe, expect, it } from 'vitest';
import { latencySeries } from '../../src/incidents/latency-series.ts';
import {
  costOfLogSeries,
  isFromLog,
  LEAST_LOG_SAMPLES,
  logSeriesOf,
} from '../../src/incidents/log-series.ts';
import { MOST_LOG_SAMPLES, seriesIn, stepsOf } from '../../src/incidents/log-steps.ts';
import type { Tier } from '../../src/incidents/tier.ts';
import type { Request } from '../../src/rollup/request.ts';
import { MINUTE_MS, nineMs, requestAt, steady } from '../analysis/scenes.ts';
import { seriesOf } from '../support/series.ts';
import { rollupOf } from '../support/traffic.ts';

function tierOf(log: readonly Request[]): Tier {
  return { rollup: rollupOf(log), durations: 'logged', paths: ['access.log'] };
}

/** Twelve requests a minute for an hour, each of 2 s and 3000 bytes out, 600 in; half fail, a quarter hang up. */
const hour = steady([0, 60], 5, { lasts: 2, bytesOut: 3000, bytesIn: 600 }).map((one, i) => ({
  ...one,
  failed: i % 2 === 0,
  aborted: i % 4 === 0,
}));

describe('the series that a log makes', () => {
  const series = logSeriesOf(tierOf(hour));
  const inner = (role: string): readonly number[] => {
    const one = series.find((each) => each.role === role);
    return Array.from(one?.values.slice(30, 300) ?? []);
  };

  it('are named as such, of roles of their own', () => {
    expect(series.map(({ name, role, unit }) => [role, unit, name])).toEqual([
      ['log-requests', '1/s', 'requests per second (from the log)'],
      ['log-in-flight', 'requests', 'requests in flight (from the log)'],
      ['log-bytes-out', 'bytes/s', 'bytes sent per second (from the log)'],
      ['log-bytes-in', 'bytes/s', 'bytes received per second (from the log)'],
      ['log-errors', '1/s', 'failed requests per second (from the log)'],
      ['log-aborts', '1/s', 'aborted requests per second (from the log)'],
    ]);
    expect(series.every(isFromLog)).toBe(true);
  });

  it.each([
    ['log-requests', 0.2],
    ['log-in-flight', 0.4],
    ['log-bytes-out', 600],
    ['log-bytes-in', 120],
    ['log-errors', 0.1],
    ['log-aborts', 0.05],
  ])('%s has its mean of %d', (role, mean) => {
    const values = inner(role);
    expect(values.reduce((a, b) => a + b, 0) / values.length).toBeCloseTo(mean, 2);
  });

  it('stand at the end of their step, as rates do', () => {
    expect(series[0]?.stepSeconds).toBe(10);
    expect(series[0]?.times[0]).toBe(nineMs + 10_000);
  });

  it('are none of what the log does not carry', () => {
    const bare = steady([0, 60], 5).map((one) => ({ ...one, durationKnown: false }));
    expect(logSeriesOf(tierOf(bare)).map(({ role }) => role)).toEqual(['log-requests']);
  });

  it('are none where the log is too short, or empty', () => {
    expect(logSeriesOf(tierOf(steady([0, 1], 5)))).toEqual([]);
    expect(logSeriesOf(tierOf([]))).toEqual([]);
    expect(series[0]?.values.length).toBeGreaterThanOrEqual(LEAST_LOG_SAMPLES);
  });

  it.each([10, 200, 1000, 30_000, 400_000])('have no more samples than told, of %d min', (span) => {
    const steps = stepsOf(rollupOf([requestAt(0), requestAt(span * 60)]));
    expect(steps.length).toBeLessThanOrEqual(MOST_LOG_SAMPLES + 1);
    expect(steps.originMs % steps.widthMs).toBe(0);
  });

  it('belong to the cost that they add up', () => {
    expect(costOfLogSeries(seriesOf([1], { role: 'log-errors' }))).toBe('errors');
    expect(costOfLogSeries(seriesOf([1], { role: 'log-latency' }))).toBe('in-flight');
    expect(costOfLogSeries(seriesOf([1], { role: 'requests' }))).toBeUndefined();
  });
});

describe('the durations of routes', () => {
  const often = steady([0, 60], 1, { lasts: 0.5, dimensions: { route: '/often' } });
  const seldom = steady([0, 60], 90, { lasts: 30, dimensions: { route: '/seldom' } });
  const rollup = rollupOf([...often, ...seldom]);

  it('are those of routes that are asked for all the time', () => {
    const series = latencySeries(rollup, stepsOf(rollup));
    expect(series.map(({ name }) => name)).toEqual(['duration of /often (from the log)']);
    expect(series[0]?.values[100]).toBeCloseTo(0.5, 1);
  });

  it('are unknown without durations', () => {
    const untimed = rollupOf(often.map((one) => ({ ...one, durationKnown: false })));
    expect(latencySeries(untimed, stepsOf(untimed))).toEqual([]);
  });

  it('have no value where few asked', () => {
    const pause = rollupOf([...often.slice(0, 1800), ...often.slice(2400)]);
    const [series] = latencySeries(pause, stepsOf(pause));
    expect(series?.values[200]).toBeNaN();
  });
});

it('a made series says where it is from', () => {
  const steps = { originMs: nineMs, widthMs: MINUTE_MS, length: 2 };
  const facts = { role: 'log-errors', unit: '1/s', name: 'x', values: Float64Array.of(1, 2) };
  const series = seriesIn(steps, facts as Parameters<typeof seriesIn>[1]);
  expect([series.name, series.times[1]]).toEqual(['x (from the log)', nineMs + 2 * MINUTE_MS]);
});
