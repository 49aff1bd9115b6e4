import { describe, expect, it } from 'vitest';
import { Scene } from '../../src/analysis/scene.ts';
import { rollupOf } from '../support/traffic.ts';
import { incidentIn, MINUTE_MS, nineMs, steady, stepSeries } from './scenes.ts';

describe('a scene of one of several rises', () => {
  const values = stepSeries([40, 50], { until: 80 }).values.map((value, minute) =>
    minute >= 20 && minute < 25 ? 90 : value,
  );
  const series = { ...stepSeries([40, 50], { until: 80 }), values };
  const rollup = rollupOf(steady([0, 80], 10));
  const tier = { rollup, durations: 'logged', paths: ['access.log'] } as const;
  const incident = incidentIn(series, 40, 50);
  const others = [{ startMs: nineMs + 20 * MINUTE_MS, endMs: nineMs + 24 * MINUTE_MS }];

  it('leaves the others out, and what they come back in', () => {
    const alone = new Scene(incident, tier, { others });
    const whole = new Scene(incident, tier);
    expect(whole.usable.length - alone.usable.length).toBe(6);
    expect(alone.resource.includes(90)).toBe(false);
    expect(alone.rise).toBeGreaterThan(whole.rise);
  });

  it('takes what came with the others for no usual activity, and their end for a restart', () => {
    const alone = new Scene(incident, tier, { others });
    const activity = Float64Array.from({ length: alone.bins.length }, (_, bin) =>
      Number.isFinite(alone.resource[bin]) ? 2 : 50,
    );
    expect(alone.usual(activity)).toBe(2);
    expect(alone.resets.some((bin) => bin < alone.from)).toBe(true);
  });

  it('leaves the same out where it is set against another time', () => {
    const shifted = new Scene(incident, tier, { others, shiftMs: -10 * MINUTE_MS });
    expect(shifted.resource.includes(90)).toBe(false);
  });
});
