import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sliceTotals } from '../../src/detectors/slice-totals.ts';
import { incidentIn, minutes, sceneOf, sliceOf, steady, stepSeries } from '../analysis/scenes.ts';

const hung = { dimensions: { route: '/hung' }, lasts: 30, bytesOut: 2000 };
const log = [
  ...steady([0, 60], 30, { dimensions: { route: '/bare' }, durationKnown: false }),
  ...steady([10, 12], 30, hung),
  ...steady([32, 36], 30, hung),
];
const scene = sceneOf(log, incidentIn(stepSeries([30, 40]), 30, 40));
const { rollup } = scene;
const slice = sliceOf(scene, { route: '/hung' });

describe('sliceTotals', () => {
  it('counts what the slice did in a window, and when', () => {
    const totals = sliceTotals(rollup, slice, minutes(30, 40));
    expect(totals).toMatchObject({ requests: 8, bytes: 16_000, firstMs: minutes(32, 0).fromMs });
    expect(totals.workerSeconds).toBeCloseTo(8 * 30, 6);
    expect(Math.abs(totals.lastMs - minutes(0, 36).toMs)).toBeLessThanOrEqual(1000);
  });

  it('leaves bytes and worker time out where the log has none', () => {
    const totals = sliceTotals(rollup, sliceOf(scene, { route: '/bare' }), minutes(30, 40));
    expect(totals.requests).toBe(20);
    expect(totals).not.toHaveProperty('bytes');
    expect(totals).not.toHaveProperty('workerSeconds');
  });

  it('begins and ends with the window where requests were in progress then', () => {
    const window = minutes(33.25, 34.25);
    const { firstMs, lastMs } = sliceTotals(rollup, slice, window);
    expect([firstMs, lastMs]).toEqual([window.fromMs, window.toMs]);
  });

  it('tells the times of the window where there was no request', () => {
    const window = minutes(50, 55);
    expect(sliceTotals(rollup, slice, window)).toEqual({
      requests: 0,
      firstMs: window.fromMs,
      lastMs: window.toMs,
    });
  });

  it('is all traffic where no slice is given', () => {
    expect(sliceTotals(rollup, undefined, minutes(30, 40)).requests).toBe(8 + 20);
  });

  it('counts the requests of which a part lies in the window, whatever the window', () => {
    const own = log.filter(({ dimensions }) => dimensions.route === '/hung');
    // Off the half minutes at which requests begin and end: a bucket holds both sides of an edge.
    const edge = fc.integer({ min: 0, max: 118 }).map((half) => (half + 0.5) / 2);
    fc.assert(
      fc.property(edge, edge, (a, b) => {
        const window = minutes(Math.min(a, b), Math.max(a, b));
        const inside = own.filter(
          ({ startMs, endMs }) => startMs < window.toMs && endMs > window.fromMs,
        );
        expect(sliceTotals(rollup, slice, window).requests).toBe(inside.length);
      }),
    );
  });
});
