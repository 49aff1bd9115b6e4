import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { build, noonMs, request } from './requests.ts';

const statedFactor = 2 ** (1 / 6) + 1e-9;
const lastsMs = fc.double({ min: 1, max: 60_000_000, noNaN: true });
const hourMs = 3_600_000;

function lasting(milliseconds: number, endMs = noonMs) {
  return request({ startMs: endMs - milliseconds, endMs, dimensions: { route: '/a' } });
}

describe('quantiles of duration', () => {
  it('are within the stated factor of the true ones', () => {
    fc.assert(
      fc.property(
        fc.array(lastsMs, { minLength: 1, maxLength: 60 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (durations, quantile) => {
          const rollup = build(durations.map((milliseconds) => lasting(milliseconds)));
          const sorted = durations.toSorted((a, b) => a - b);
          const rank = Math.min(sorted.length - 1, Math.floor(quantile * sorted.length));
          const [route] = rollup.slices();
          if (route === undefined) throw new Error('one route');
          const everything = { fromMs: 0, toMs: noonMs + 1 };
          const told = rollup.durationQuantile(route, quantile, everything) ?? Number.NaN;
          const factor = told / (sorted[rank] ?? Number.NaN);
          expect(Math.max(factor, 1 / factor)).toBeLessThanOrEqual(statedFactor + 0.001);
        },
      ),
    );
  });

  it('tell a slow hour from a quick one', () => {
    const log = [1, 2, 3].flatMap((hours) =>
      [100, 110, 120].map((milliseconds) =>
        lasting(hours === 2 ? milliseconds * 100 : milliseconds, noonMs + hours * hourMs),
      ),
    );
    const rollup = build(log);
    const [route] = rollup.slices();
    if (route === undefined) throw new Error('one route');
    const medianAt = (hours: number): number | undefined =>
      rollup.durationQuantile(route, 0.5, {
        fromMs: noonMs + hours * hourMs,
        toMs: noonMs + hours * hourMs + 1000,
      });
    expect((medianAt(2) ?? 0) / (medianAt(1) ?? 0)).toBeCloseTo(100, -1);
    expect(medianAt(3)).toBe(medianAt(1));
    expect(medianAt(5)).toBeUndefined();
  });

  it('are absent where no duration is known, and for slices that are not one route', () => {
    const log = [
      request({ durationKnown: false, dimensions: { route: '/a' } }),
      request({ dimensions: { client: 'x' } }),
    ];
    const rollup = build(log);
    for (const slice of [rollup.allTraffic(), ...rollup.slices()]) {
      expect(rollup.durationQuantile(slice, 0.5, { fromMs: 0, toMs: 2 * noonMs })).toBeUndefined();
    }
  });
});
