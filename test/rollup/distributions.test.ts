import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Distributions, NO_BIN } from '../../src/rollup/distributions.ts';
import { defaultLimits } from '../../src/rollup/limits.ts';
import type { Request } from '../../src/rollup/request.ts';
import type { Rollup, SliceView } from '../../src/rollup/rollup.ts';
import { BINS, binOf } from '../../src/rollup/sketch-bins.ts';
import { build, merged, noonMs, request } from './requests.ts';

const hourMs = 3_600_000;
/** Whole microseconds: shares of a second oftenest, up to a day. */
const lastsUs = fc.oneof(fc.nat(2_000_000), fc.nat(86_400_000_000));
const bytes = fc.oneof(fc.nat(5000), fc.nat(5_105_062_572));
const share = fc.double({ min: 0, max: 1, noNaN: true });
const whole = { fromMs: 0, toMs: 2 * noonMs };

function lasting(milliseconds: number, endMs = noonMs): Request {
  return request({ startMs: endMs - milliseconds, endMs, dimensions: { route: '/a' } });
}

function routeOf(rollup: Rollup): SliceView {
  const [route] = rollup.slices();
  if (route === undefined) throw new Error('one route');
  return route;
}

/** The value at a rank of `0 <= quantile <= 1`, told by sorting. */
function slowQuantile(values: readonly number[], quantile: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(quantile * sorted.length))] ?? Number.NaN;
}

describe('quantiles of a route', () => {
  it('are within 1 % of the true ones, at every rank', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(lastsUs, bytes), { minLength: 1, maxLength: 400 }),
        fc.array(share, { minLength: 1, maxLength: 5 }),
        (facts, shares) => {
          const log = facts.map(([us, bytesOut]) => ({ ...lasting(us / 1000), bytesOut }));
          const rollup = build(log);
          const route = routeOf(rollup);
          expect(rollup.quantileError).toBeCloseTo(0.01, 10);
          for (const quantile of [0, 1, ...shares]) {
            const ms =
              slowQuantile(
                facts.map(([us]) => us),
                quantile,
              ) / 1000;
            const size = slowQuantile(
              facts.map(([, one]) => one),
              quantile,
            );
            const told = rollup.durationQuantile(route, quantile, whole) ?? Number.NaN;
            const toldSize = rollup.sizeQuantile(route, quantile, whole) ?? Number.NaN;
            expect(Math.abs(told - ms)).toBeLessThanOrEqual(0.01 * ms + 1e-9);
            expect(Math.abs(toldSize - size)).toBeLessThanOrEqual(0.01 * size);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('tell a slow hour from a quick one', () => {
    const log = [1, 2, 3].flatMap((hours) =>
      [100, 110, 120].map((milliseconds) =>
        lasting(hours === 2 ? milliseconds * 100 : milliseconds, noonMs + hours * hourMs),
      ),
    );
    const rollup = build(log);
    const medianAt = (hours: number): number | undefined =>
      rollup.durationQuantile(routeOf(rollup), 0.5, {
        fromMs: noonMs + hours * hourMs,
        toMs: noonMs + hours * hourMs + 1000,
      });
    expect((medianAt(2) ?? 0) / (medianAt(1) ?? 0)).toBeCloseTo(100, -1);
    expect(medianAt(3)).toBe(medianAt(1));
    expect(medianAt(5)).toBeUndefined();
  });

  it('are absent where nothing is known, and for slices that are not one route', () => {
    const log = [
      request({ durationKnown: false, dimensions: { route: '/a' } }),
      request({ bytesOut: 5, dimensions: { client: 'x' } }),
    ];
    const rollup = build(log);
    for (const slice of [rollup.allTraffic(), ...rollup.slices()]) {
      expect(rollup.durationQuantile(slice, 0.5, whole)).toBeUndefined();
      expect(rollup.sizeQuantile(slice, 0.5, whole)).toBeUndefined();
    }
  });

  it('are of the sizes alone where no duration is known, and the other way round', () => {
    const sized = request({ durationKnown: false, bytesOut: 0, dimensions: { route: '/a' } });
    const rollup = build([sized, lasting(7)]);
    expect(rollup.sizeQuantile(routeOf(rollup), 1, whole)).toBe(0);
    expect(rollup.durationQuantile(routeOf(rollup), 0, whole)).toBeCloseTo(7, 0);
  });
});

/** Of slices 0 to 8, durations and sizes, within some hours. */
function quantilesOf(distributions: Distributions): unknown {
  const span = { fromMs: 5 * hourMs, toMs: 20 * hourMs };
  return Array.from({ length: 9 }, (_, slice) =>
    (['duration', 'size'] as const).map((quantity) =>
      [0, 0.3, 0.5, 1].map((rank) => distributions.quantile(slice, quantity, rank, span)),
    ),
  );
}

describe('what is packed', () => {
  const requests = fc.array(
    fc.record({
      slice: fc.nat(3),
      hour: fc.nat(30),
      durationBin: fc.oneof(fc.nat(BINS - 1), fc.constant(NO_BIN)),
      sizeBin: fc.oneof(fc.integer({ min: 400, max: 420 }), fc.constant(NO_BIN)),
    }),
    { maxLength: 900, size: 'max' },
  );

  it('is added as if its requests had been observed, under other slices and in wider chunks', () => {
    fc.assert(
      fc.property(requests, requests, fc.nat(4), (one, other, rung) => {
        const observed = new Distributions(1e6);
        const packed = new Distributions(1e6);
        const part = new Distributions(1e6);
        observed.followGrid(rung);
        packed.followGrid(rung);
        for (const [log, shift] of [[one, 0] as const, [other, 5] as const]) {
          for (const { slice, hour, durationBin, sizeBin } of log) {
            const endUs = hour * hourMs * 1000;
            observed.observe(slice + shift, endUs, durationBin, sizeBin);
            const into = shift === 0 ? packed : part;
            into.observe(slice, endUs, durationBin, sizeBin);
          }
        }
        packed.addPacked(part.pack(), Int32Array.of(5, 6, 7, 8));
        expect(packed.size).toBe(observed.size);
        expect(quantilesOf(packed)).toEqual(quantilesOf(observed));
      }),
      { numRuns: 30 },
    );
  });
});

describe('where the slots run out', () => {
  it('chunks get wider until the distributions fit', () => {
    const limits = { ...defaultLimits, maxSketchSlots: 600 };
    const log = Array.from({ length: 3000 }, (_, i) => lasting(100 + (i % 7), noonMs + i * 60_000));
    const rollup = build(log, limits);
    const { quantileChunkMs, quantileError } = rollup;
    expect(quantileChunkMs).toBeGreaterThan(build(log).quantileChunkMs);
    expect(quantileError).toBeCloseTo(0.01, 10);
    const median = rollup.durationQuantile(routeOf(rollup), 0.5, whole);
    expect(median).toBeGreaterThan(102);
    expect(median).toBeLessThan(105);
  });

  it('bins get wider as well, and the error that is then stated holds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(2 ** 31 - 1), { minLength: 300, maxLength: 900, size: 'max' }),
        share,
        fc.constantFrom(256, 512, 1024),
        (sizes, quantile, maxSlots) => {
          const values = sizes.map((size, i) => (i % 2 === 0 ? size : size % 1000));
          const distributions = new Distributions(maxSlots);
          for (const [i, size] of values.entries()) {
            distributions.observe(0, noonMs * 1000 + i * 3.6e9, NO_BIN, binOf(size));
          }
          expect(distributions.size).toBeLessThanOrEqual(maxSlots);
          const { relativeError } = distributions;
          expect(relativeError).toBeGreaterThan(0.0099);
          const told = distributions.quantile(0, 'size', quantile, whole) ?? Number.NaN;
          const truth = slowQuantile(values, quantile);
          expect(Math.abs(told - truth)).toBeLessThanOrEqual(relativeError * truth * (1 + 1e-9));
        },
      ),
      { numRuns: 20 },
    );
  });

  it('it is all the same in which order they did', () => {
    const limits = { ...defaultLimits, maxSketchSlots: 300 };
    const timed = fc.record({
      us: lastsUs,
      bytesOut: bytes,
      endMs: fc.nat(100 * hourMs),
      route: fc.constantFrom('/a', '/b', '/c'),
    });
    const logs = fc.array(fc.array(timed, { maxLength: 200, size: 'max' }), { maxLength: 3 });
    fc.assert(
      fc.property(logs, (parts) => {
        const requests = parts.map((part) =>
          part.map(({ us, bytesOut, endMs, route }) => ({
            ...lasting(us / 1000, noonMs + endMs),
            bytesOut,
            dimensions: { route },
          })),
        );
        const told = (rollup: Rollup): unknown => [
          rollup.quantileChunkMs,
          rollup.quantileError,
          rollup
            .slices()
            .map((slice) =>
              [0, 0.1, 0.5, 0.99, 1].map((quantile) => [
                rollup.durationQuantile(slice, quantile, whole),
                rollup.sizeQuantile(slice, quantile, { fromMs: 0, toMs: noonMs + 50 * hourMs }),
              ]),
            ),
        ];
        const atOnce = told(build(requests.flat(), limits));
        const rollups = requests.map((part) => build(part, limits));
        expect(told(merged(rollups, limits))).toEqual(atOnce);
        expect(told(merged(rollups.toReversed(), limits))).toEqual(atOnce);
        expect(told(build(requests.flat().toReversed(), limits))).toEqual(atOnce);
      }),
      { numRuns: 25 },
    );
  });
});
