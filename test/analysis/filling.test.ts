import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drainingBytes } from '../../src/analysis/draining.ts';
import { fillingOf } from '../../src/analysis/filling.ts';
import { FitContext } from '../../src/analysis/fit.ts';
import { scoreCandidates } from '../../src/analysis/score.ts';
import { seriesOf } from '../support/series.ts';
import { rolledRequests } from './rolled-requests.ts';
import { incidentIn, nineMs, requestAt, sceneOf, sliceOf, steady } from './scenes.ts';

describe('fillingOf', () => {
  it('has more and more of a request until it ends, and then nothing', () => {
    const { inFlight, ended } = rolledRequests(8, [{ from: 2, to: 6, weight: 1 }]);
    const filled = Array.from(fillingOf(inFlight, ended), (value) => Number(value.toFixed(3)));
    // Half of it is taken to have begun in the middle of each of the first two buckets.
    expect(filled).toEqual([0, 0, 0, 0.125, 0.417, 0.708, 0, 0]);
  });

  it('ends at what was taken in', () => {
    const { inFlight, ended } = rolledRequests(12, [{ from: 1, to: 11, weight: 1 }]);
    const takenIn = ended.map((count) => 400 * count);
    expect(Math.round(fillingOf(inFlight, ended, takenIn)[10] ?? 0)).toBe(358);
  });

  it('is with what is left to drain all that is in flight, whatever the order', () => {
    const request = fc.record({
      from: fc.integer({ min: 0, max: 30 }),
      lasts: fc.integer({ min: 1, max: 20 }),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 8 }), (requests) => {
        const { inFlight, ended } = rolledRequests(
          60,
          requests.map(({ from, lasts }) => ({ from, to: from + lasts, weight: 1 })),
        );
        const left = drainingBytes(inFlight, ended);
        const filled = fillingOf(inFlight, ended);
        for (const [bucket, value] of filled.entries()) {
          const both = value + (left[bucket] ?? 0);
          expect(both).toBeCloseTo(Math.round(2 * both) / 2, 9);
          expect(both).toBeLessThanOrEqual(requests.length + 1e-9);
        }
      }),
    );
  });
});

describe('memory that grows while one upload lasts', () => {
  // From 30:20 to 39:20 it takes in 900 MB, evenly; a sample is taken at each full minute.
  const upload = { route: '/import', method: 'POST', client: '192.0.2.9' };
  const taken = (minute: number): number => Math.max(0, 9e8 * ((minute - 30 - 1 / 3) / 9));
  const values = Array.from({ length: 61 }, (_, i) => 2e8 + (i < 40 ? taken(i) : 0));
  const series = seriesOf(values, { startMs: nineMs, stepSeconds: 60 });
  const log = (bytesIn?: number) => [
    ...steady([0, 60], 5, { dimensions: { route: '/' }, lasts: 0.2, bytesIn: 300 }),
    requestAt(30 * 60 + 20, { dimensions: upload, lasts: 540, bytesIn }),
  ];

  it.each([
    ['number', undefined, 'in-flight', 9e8],
    ['bytes', 9e8, 'bytes-in', 1],
  ] as const)(
    'is explained by its %s, though it began before the incident',
    (_, bytesIn, cost, slope) => {
      const scene = sceneOf(log(bytesIn), incidentIn(series, 32, 40));
      const slice = sliceOf(scene, { client: upload.client });
      const best = new FitContext(scene, [slice]).best(slice);
      expect(best).toMatchObject({ cost, response: { fills: true }, factors: { requests: 1 } });
      expect((best?.factors.slope ?? 0) / slope).toBeCloseTo(1, 1);
      expect(best?.factors.correlation).toBeGreaterThan(0.99);
      expect(best?.factors.explained).toBeCloseTo(1, 1);
    },
  );

  it('is explained so for memory alone', () => {
    const workers = {
      ...series,
      role: 'workers' as const,
      values: series.values.map((v) => v / 2e8),
    };
    const scene = sceneOf(log(), incidentIn(workers, 32, 40));
    const responses = scoreCandidates(scene, scene.rollup.slices()).map(({ response }) => response);
    expect(responses).not.toHaveLength(0);
    expect(responses.filter(({ fills }) => fills)).toEqual([]);
  });
});
