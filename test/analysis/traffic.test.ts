import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INSTANT_MS, Traffic } from '../../src/analysis/traffic.ts';
import type { Rollup } from '../../src/rollup/rollup.ts';
import { rollupOf } from '../support/traffic.ts';
import { MINUTE_MS, nineMs, requestAt } from './scenes.ts';

const log = Array.from({ length: 300 }, (_, i) =>
  requestAt((i * 37) % 3600, { lasts: (i * 13) % 90, bytesOut: 1000 + i }),
);
const rollup: Rollup = rollupOf(log);
const [totalIn, totalBytes] = [300, log.reduce((all, { bytesOut }) => all + (bytesOut ?? 0), 0)];
const workerSeconds = log.reduce((all, one) => all + (one.endMs - one.startMs) / 1000, 0);

function sum(values: Float64Array): number {
  return values.reduce((a, b) => a + b, 0);
}

/** Bins of any width and phase over an hour and its edges. */
const anyBins = fc
  .record({ stepMs: fc.integer({ min: 700, max: 900_000 }), phaseMs: fc.nat(900_000) })
  .map(({ stepMs, phaseMs }) => {
    const startMs = nineMs - 1_000_000 - phaseMs;
    return { startMs, stepMs, length: Math.ceil((3600_000 + 3_000_000 + phaseMs) / stepMs) };
  });

describe('Traffic', () => {
  it('keeps the sums of flows in bins of any width and phase', () => {
    fc.assert(
      fc.property(anyBins, fc.constantFrom('mean', 'instant'), (bins, sampling) => {
        const traffic = new Traffic(rollup, bins, sampling);
        expect(sum(traffic.activity(undefined, 'requests'))).toBeCloseTo(totalIn, 6);
        expect(sum(traffic.activity(undefined, 'bytes-out'))).toBeCloseTo(totalBytes, 3);
      }),
      { numRuns: 30 },
    );
  });

  it('keeps worker time: the mean of a level times the length of its bins', () => {
    fc.assert(
      fc.property(anyBins, (bins) => {
        const levels = new Traffic(rollup, bins, 'mean').activity(undefined, 'in-flight');
        expect((sum(levels) * bins.stepMs) / 1000).toBeCloseTo(workerSeconds, 3);
      }),
      { numRuns: 30 },
    );
  });

  it('sets a sample of an instant against the end of its bin, not against all of it', () => {
    // Nine minutes of nothing, then one request that runs through the last ten seconds.
    const late = rollupOf([requestAt(0), requestAt(590, { lasts: 11 })]);
    const bins = { startMs: nineMs, stepMs: 10 * MINUTE_MS, length: 1 };
    const seen = (sampling: 'mean' | 'instant'): number | undefined =>
      new Traffic(late, bins, sampling).activity(undefined, 'in-flight')[0];
    expect(INSTANT_MS).toBe(10_000);
    expect(seen('instant')).toBeCloseTo(1, 9);
    expect(seen('mean')).toBeCloseTo(10 / 600, 9);
  });

  it('counts what is in progress where a bin begins, and no more, to the width of a bucket', () => {
    const asked = [
      requestAt(30, { lasts: 100 }),
      requestAt(110, { lasts: 3 }),
      requestAt(118, { lasts: 60 }),
    ];
    const bins = { startMs: nineMs, stepMs: MINUTE_MS, length: 5 };
    const traffic = new Traffic(rollupOf(asked), bins, 'instant');
    expect([0, 1, 2, 3, 4].map((bin) => traffic.inProgress(undefined, bin))).toEqual([
      0, 1, 2, 0, 0,
    ]);
  });

  it('is nothing where the log is not', () => {
    const bins = { startMs: nineMs - 10 * MINUTE_MS, stepMs: MINUTE_MS, length: 5 };
    const traffic = new Traffic(rollup, bins, 'mean');
    expect(Array.from(traffic.activity(undefined, 'in-flight'))).toEqual([0, 0, 0, 0, 0]);
    expect(Array.from(traffic.activity(undefined, 'requests'))).toEqual([0, 0, 0, 0, 0]);
  });

  it('splits all traffic into its slices without rest', () => {
    const two = rollupOf([
      requestAt(5, { dimensions: { route: '/a' } }),
      requestAt(65, { dimensions: { route: '/b' } }),
      requestAt(70, { dimensions: { route: '/b' } }),
    ]);
    const traffic = new Traffic(two, { startMs: nineMs, stepMs: MINUTE_MS, length: 2 }, 'mean');
    const routes = two.slices().map((slice) => Array.from(traffic.activity(slice, 'requests')));
    expect(routes).toEqual([
      [1, 0],
      [0, 2],
    ]);
    expect(Array.from(traffic.activity(undefined, 'requests'))).toEqual([1, 2]);
  });

  it('holds bytes for the time that is assumed', () => {
    const one = rollupOf([requestAt(0), requestAt(300, { bytesOut: 6000 }), requestAt(600)]);
    const bins = { startMs: nineMs, stepMs: MINUTE_MS, length: 10 };
    const hold = { seconds: 120, shape: 'flat', anchor: 'end' } as const;
    const held = new Traffic(one, bins, 'mean').held(undefined, hold);
    expect((sum(held) * MINUTE_MS) / 1000).toBeCloseTo(6000 * 120, 3);
    expect(held[4]).toBeGreaterThan(held[5] ?? 0);
  });

  it('holds nothing of what was logged in times apart', () => {
    const requests = [requestAt(0), requestAt(300, { bytesOut: 6000 }), requestAt(600)];
    const bins = { startMs: nineMs, stepMs: MINUTE_MS, length: 10 };
    const apart = [{ fromMs: nineMs + 4 * MINUTE_MS, toMs: nineMs + 6 * MINUTE_MS }];
    const traffic = new Traffic(rollupOf(requests), bins, 'mean', { apart });
    const hold = { seconds: 120, shape: 'flat', anchor: 'end' } as const;
    expect(sum(traffic.held(undefined, hold))).toBe(0);
    expect(sum(traffic.activity(undefined, 'bytes-out'))).toBe(6000);
  });
});
