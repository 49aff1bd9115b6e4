import { describe, expect, it } from 'vitest';
import { centredBaseline } from '../../src/incidents/centred-baseline.ts';
import { windowsOf } from '../../src/incidents/window.ts';
import { noise, seriesOf } from '../support/series.ts';

/** A day of requests a second in steps of five minutes, by the hour: few at night, five times as many by day. */
function dayOf(extra: (hour: number) => number = () => 0): ReturnType<typeof seriesOf> {
  const next = noise(7);
  const values = Array.from({ length: 288 }, (_, i) => {
    const hour = i / 12;
    return 3 - 2 * Math.cos((Math.PI * hour) / 12) + 0.3 * next() + extra(hour);
  });
  return seriesOf(values, { stepSeconds: 300, role: 'log-requests', unit: '1/s' });
}

describe('centredBaseline', () => {
  it('follows the day, in which there is no incident', () => {
    const series = dayOf();
    const { level } = centredBaseline(series);
    for (const [i, value] of series.values.entries()) {
      expect(Math.abs(value - (level[i] ?? 0))).toBeLessThan(2);
    }
    expect(windowsOf(series)).toEqual([]);
  });

  it('does not follow an incident of an hour', () => {
    const series = dayOf((hour) => (hour >= 14 && hour < 15 ? 40 : 0));
    const [window, ...others] = windowsOf(series);
    expect(others).toEqual([]);
    expect(window).toMatchObject({ from: 168, to: 180 });
    expect(centredBaseline(series).level[174]).toBeLessThan(6);
  });

  const NINE_HOURS = { from: 100, to: 208 };
  const isWithin = (i: number): boolean => i >= NINE_HOURS.from && i < NINE_HOURS.to;

  it.each([
    ['log-latency', undefined],
    ['log-failed-share', undefined],
    ['log-in-flight', 300],
    ['log-aborts', 300],
    ['log-errors', 300],
  ] as const)('does not take nine hours of an incident for usual: %s', (role, requests) => {
    const values = Array.from({ length: 288 }, (_, i) => (isWithin(i) ? 80 : 2));
    const series = seriesOf(values, { stepSeconds: 300, role });
    const traffic = requests === undefined ? {} : { traffic: series.values.map(() => requests) };
    const [window, ...others] = windowsOf({ ...series, ...traffic });
    expect(others).toEqual([]);
    expect(window).toMatchObject({ ...NINE_HOURS, baseline: 2, peak: 80 });
  });

  it('of what follows its traffic follows hours in which nearly all of it comes', () => {
    const asked = (hour: number): number =>
      Math.min(3000, Math.max(30, 500 * (8 - Math.abs(hour - 13))));
    const traffic = Float64Array.from({ length: 288 }, (_, i) => asked(i / 12));
    const values = Array.from(traffic, (requests) => requests / 100);
    const facts = { stepSeconds: 300, role: 'log-in-flight' } as const;
    expect(windowsOf({ ...seriesOf(values, facts), traffic })).toEqual([]);
  });

  it('lets counts vary as chance has it', () => {
    const rare = { stepSeconds: 60, unit: '1/s' };
    const counts = seriesOf(new Array(100).fill(0), { ...rare, role: 'log-errors' });
    expect(centredBaseline(counts).spread[50]).toBeCloseTo(1 / 60);
    const levels = seriesOf(new Array(100).fill(10), { ...rare, role: 'log-in-flight' });
    expect(centredBaseline(levels).spread[50]).toBeCloseTo(0.5);
  });

  it('takes nothing for 0', () => {
    const gaps = seriesOf(new Array(20).fill(Number.NaN), { role: 'log-latency' });
    expect(Array.from(centredBaseline(gaps).level)).toEqual(new Array(20).fill(0));
  });
});
