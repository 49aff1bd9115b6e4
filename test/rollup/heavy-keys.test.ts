import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cost, costs } from '../../src/rollup/cost.ts';
import type { Dimension } from '../../src/rollup/dimension.ts';
import { groupings } from '../../src/rollup/grouping.ts';
import { defaultLimits, type RollupLimits } from '../../src/rollup/limits.ts';
import type { Request } from '../../src/rollup/request.ts';
import type { Rollup, SliceView } from '../../src/rollup/rollup.ts';
import { build, merged, noonMs, request } from './requests.ts';

/** Few keys, so that a short log overflows. */
const fewKeys: RollupLimits = { ...defaultLimits, keyCap: 30, heavyKeys: 3, burstKeys: 1 };

function costOf({ summary }: SliceView, cost: Cost): number {
  const sums: Record<Cost, number> = {
    requests: summary.requests,
    'bytes-out': summary.bytesOut,
    'bytes-in': summary.bytesIn,
    'in-flight': summary.workerMicroseconds,
    'held-bytes': summary.heldByteMs,
    aborts: summary.aborts,
    errors: summary.errors,
  };
  return sums[cost];
}

function slicesOf(rollup: Rollup, names: readonly Dimension[]): SliceView[] {
  return rollup.slices().filter(({ dimensions }) => dimensions.join() === names.join());
}

/** Requests that all name a client and a route; a few clients come often, most but once. */
const crowd: fc.Arbitrary<Request[]> = fc.array(
  fc
    .record({
      client: fc.oneof(fc.nat(2), fc.nat(300)),
      route: fc.nat(8),
      second: fc.nat(40),
      lasted: fc.nat(9000),
      bytesOut: fc.nat(4000),
      bytesIn: fc.nat(40),
      aborted: fc.boolean(),
      failed: fc.boolean(),
    })
    .map(({ client, route, second, lasted, ...rest }) =>
      request({
        ...rest,
        startMs: noonMs + second * 1000,
        endMs: noonMs + second * 1000 + lasted,
        dimensions: { client: `c${client}`, route: `/${route}` },
      }),
    ),
  { minLength: 150, maxLength: 300, size: 'max' },
);

/** Compares the clients of a folded rollup with those of one that kept them all. */
function expectHeavyKept(rollup: Rollup, exact: readonly SliceView[], cost: Cost): void {
  const clients = rollup.foldedKeys.find(({ dimensions }) => dimensions.join() === 'client');
  const error = clients?.missing[cost] ?? 0;
  const total = exact.reduce((all, slice) => all + costOf(slice, cost), 0);
  expect(error * (fewKeys.heavyKeys + 1)).toBeLessThanOrEqual(total);
  const kept = new Map(slicesOf(rollup, ['client']).map((slice) => [slice.subject.client, slice]));
  for (const slice of exact) {
    const own = costOf(slice, cost);
    const told = kept.get(slice.subject.client);
    if (own * (fewKeys.heavyKeys + 1) > total) expect(told).toBeDefined();
    const toldOwn = told === undefined ? 0 : costOf(told, cost);
    expect(toldOwn).toBeLessThanOrEqual(own);
    expect(own - toldOwn).toBeLessThanOrEqual(error);
  }
}

describe('keys above the cap', () => {
  it('are folded so that every sum over the keys and OTHER is that of all traffic', () => {
    fc.assert(
      fc.property(crowd, crowd, (one, two) => {
        const rollup = merged([build(one, fewKeys), build(two, fewKeys)], fewKeys);
        expect(rollup.limitsHit).toContain('client');
        for (const names of [['client'], ['route'], ['route', 'client']] as const) {
          const slices = slicesOf(rollup, names);
          for (const cost of costs) {
            const whole = rollup.total(cost, 'end');
            const sum = new Float64Array(whole.length);
            for (const slice of slices) {
              rollup.activity(slice, cost, 'end').forEach((value, bucket) => {
                sum[bucket] = (sum[bucket] ?? 0) + value;
              });
            }
            sum.forEach((value, bucket) => {
              expect(value).toBeCloseTo(whole[bucket] ?? Number.NaN, 6);
            });
            const total = slices.reduce((all, slice) => all + costOf(slice, cost), 0);
            expect(total).toBe(costOf(rollup.allTraffic(), cost));
          }
        }
      }),
      { numRuns: 15 },
    );
  });

  it('never lose a heavy one, and miss no more of any than is stated', () => {
    fc.assert(
      fc.property(fc.array(crowd, { minLength: 1, maxLength: 3 }), (logs) => {
        const parts = logs.map((log) => build(log, fewKeys));
        const rollup = merged(parts, fewKeys);
        const exact = slicesOf(build(logs.flat()), ['client']);
        for (const cost of costs) expectHeavyKept(rollup, exact, cost);
      }),
      { numRuns: 30 },
    );
  });

  it('keep the key of a short burst that is light over the whole log', () => {
    const usual = (second: number) =>
      [0, 1, 2].map((place) =>
        request({
          startMs: noonMs + second * 1000,
          endMs: noonMs + second * 1000,
          dimensions: { client: `usual${place}` },
        }),
      );
    const strays = (second: number) => [
      request({
        startMs: noonMs + second * 1000,
        endMs: noonMs + second * 1000,
        dimensions: { client: `stray${second}` },
      }),
    ];
    const burst = Array.from({ length: 20 }, () =>
      request({ startMs: noonMs, endMs: noonMs, dimensions: { client: 'burst' } }),
    );
    const later = Array.from({ length: 2000 }, (_, second) => [
      ...usual(second),
      ...strays(second),
    ]);
    const rollup = build([...burst, ...later.flat()], fewKeys);
    const kept = slicesOf(rollup, ['client']).find(({ subject }) => subject.client === 'burst');
    expect(kept?.summary.requests).toBe(20);
  });

  it('stay exact and unfolded up to the cap', () => {
    const log = Array.from({ length: fewKeys.keyCap }, (_, place) =>
      request({ dimensions: { client: `c${place}` } }),
    );
    const rollup = build(log, fewKeys);
    expect(rollup.limitsHit).toEqual([]);
    expect(slicesOf(rollup, ['client'])).toHaveLength(fewKeys.keyCap);
    rollup.observe(request({ dimensions: { client: 'one more' } }));
    expect(rollup.limitsHit).toEqual(['client']);
    expect(slicesOf(rollup, ['client']).some(({ isOther }) => isOther)).toBe(true);
  });
});

describe('the size of a rollup', () => {
  it('has a bound, also when 200,000 requests have a client, route and agent of their own', () => {
    const limits = {
      ...defaultLimits,
      keyCap: 400,
      heavyKeys: 30,
      burstKeys: 10,
      maxCells: 20_000,
    };
    const rollup = build([], limits);
    for (let place = 0; place < 200_000; place++) {
      const endMs = noonMs + place * 10;
      rollup.observe(
        request({
          startMs: endMs - (place % 5000),
          endMs,
          bytesOut: place % 7919,
          dimensions: {
            client: `c${place}`,
            route: `/${place}`,
            agent: `a${place}`,
            status: '2xx',
          },
        }),
      );
      if (place % 5000 === 0) expect(rollup.cellCount).toBeLessThanOrEqual(limits.maxCells);
    }
    for (const { dimensions } of groupings) {
      expect(slicesOf(rollup, dimensions).length).toBeLessThanOrEqual(limits.keyCap + 1);
    }
    expect(rollup.allTraffic().summary.requests).toBe(200_000);
    expect(rollup.limitsHit).toEqual(expect.arrayContaining(['client', 'route', 'agent']));
    expect(rollup.total('requests').reduce((all, one) => all + one, 0)).toBe(200_000);
  });
});
