import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costs } from '../../src/rollup/cost.ts';
import type { Dimension } from '../../src/rollup/dimension.ts';
import { defaultLimits, type RollupLimits } from '../../src/rollup/limits.ts';
import type { Request } from '../../src/rollup/request.ts';
import type { Rollup, SliceView } from '../../src/rollup/rollup.ts';
import { build, noonMs, request } from './requests.ts';

/** Each batch below has more keys than this. */
const fewKeys: RollupLimits = {
  ...defaultLimits,
  fewRequests: 0,
  batchKeys: 5,
  leastShare: 0.1,
  heavyKeys: 2,
  burstKeys: 1,
};

const key = fc.oneof(fc.nat(1), fc.nat(300));

/** Requests of which each names a client, and some an agent. */
const crowd: fc.Arbitrary<Request[]> = fc.array(
  fc
    .record({
      keys: fc.tuple(key, key),
      second: fc.nat(8),
      lasted: fc.oneof(fc.nat(900), fc.nat(4000)),
      durationKnown: fc.boolean(),
      bytesOut: fc.nat(4000),
      bytesIn: fc.nat(40),
      aborted: fc.boolean(),
      failed: fc.boolean(),
    })
    .map(({ keys: [client, agent], second, lasted, durationKnown, ...rest }) =>
      request({
        ...rest,
        durationKnown,
        startMs: noonMs + second * 1000,
        endMs: noonMs + second * 1000 + (durationKnown ? lasted : 0),
        dimensions: {
          client: `c${client}`,
          ...(agent === 0 ? {} : { agent: `a${agent}` }),
        },
      }),
    ),
  { minLength: 100, maxLength: 200, size: 'max' },
);

function slicesBy(rollup: Rollup, dimension: Dimension): readonly SliceView[] {
  return rollup.slices().filter(({ dimensions }) => `${dimensions}` === dimension);
}

function named(log: readonly Request[], dimension: Dimension): Rollup {
  return build(log.filter(({ dimensions }) => dimensions[dimension] !== undefined));
}

describe('a batch with many light keys', () => {
  it.each(['client', 'agent'] as const)('tells those of a %s together, exactly', (dimension) => {
    fc.assert(
      fc.property(crowd, (log) => {
        const rollup = build(log, fewKeys);
        const slices = slicesBy(rollup, dimension);
        const all = named(log, dimension);
        for (const cost of costs) {
          for (const edge of ['start', 'end'] as const) {
            const sums = new Float64Array(all.grid.length);
            for (const slice of slices) {
              rollup.activity(slice, cost, edge, all.grid).forEach((amount, bucket) => {
                sums[bucket] = (sums[bucket] ?? 0) + amount;
              });
            }
            const total = all.total(cost, edge);
            const off = sums.map((sum, bucket) => Math.abs(sum - (total[bucket] ?? 0)));
            expect(Math.max(...off)).toBeLessThan(1e-6);
          }
        }
        expect(slices.some(({ isOther }) => isOther)).toBe(true);
      }),
      { numRuns: 6 },
    );
  });
});
