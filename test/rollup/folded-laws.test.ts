import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cost, costs } from '../../src/rollup/cost.ts';
import { defaultLimits, type RollupLimits } from '../../src/rollup/limits.ts';
import type { Request } from '../../src/rollup/request.ts';
import type { Rollup, SliceView } from '../../src/rollup/rollup.ts';
import { build, merged, noonMs, request } from './requests.ts';

/** So few keys that each of the logs below has more. */
const fewKeys: RollupLimits = {
  ...defaultLimits,
  keyCap: 30,
  heavyKeys: 3,
  burstKeys: 1,
  maxBatch: 40,
};

function costOf({ summary }: SliceView): Readonly<Record<Cost, number>> {
  return {
    requests: summary.requests,
    'bytes-out': summary.bytesOut,
    'bytes-in': summary.bytesIn,
    'in-flight': summary.workerMicroseconds,
    'held-bytes': summary.heldByteMs,
    aborts: summary.aborts,
    errors: summary.errors,
  };
}

function nameOf({ dimensions, subject, isOther }: SliceView): string {
  return isOther ? `other ${dimensions}` : JSON.stringify(subject);
}

/** Keys of which a few are met often and most but once. */
const key = fc.oneof(fc.nat(2), fc.nat(400));

const crowd: fc.Arbitrary<Request[]> = fc.array(
  fc
    .record({
      keys: fc.tuple(key, key, key),
      second: fc.nat(90),
      lasted: fc.nat(9000),
      bytesOut: fc.nat(4000),
      bytesIn: fc.nat(40),
      aborted: fc.boolean(),
      failed: fc.boolean(),
    })
    .map(({ keys: [client, agent, folder], second, lasted, ...rest }) =>
      request({
        ...rest,
        startMs: noonMs + second * 1000,
        endMs: noonMs + second * 1000 + lasted,
        dimensions: { client: `c${client}`, agent: `a${agent}`, route: `/${folder}/` },
      }),
    ),
  { minLength: 150, maxLength: 300, size: 'max' },
);

/** A log, and the same in another order, cut into parts. */
const cutAnew = crowd.chain((log) =>
  fc.record({
    log: fc.constant(log),
    shuffled: fc.shuffledSubarray(log, { minLength: log.length }),
    cuts: fc
      .array(fc.nat(log.length), { maxLength: 4 })
      .map((cuts) => cuts.toSorted((a, b) => a - b)),
  }),
);

function partsOf(log: readonly Request[], cuts: readonly number[]): readonly Request[][] {
  return [0, ...cuts].map((cut, at) => log.slice(cut, cuts[at] ?? log.length));
}

/** What is told of each key is no more than is true, and less by no more than is stated. */
function expectStatedError(rollup: Rollup, exact: readonly SliceView[]): void {
  const told = new Map(rollup.slices().map((slice) => [nameOf(slice), costOf(slice)]));
  const missing = new Map(rollup.foldedKeys.map((one) => [one.dimensions.join(), one.missing]));
  const wrong: string[] = [];
  for (const slice of exact) {
    const truth = costOf(slice);
    const kept = told.get(nameOf(slice));
    for (const cost of costs) {
      const lost = truth[cost] - (kept?.[cost] ?? 0);
      const most = missing.get(slice.dimensions.join())?.[cost] ?? 0;
      if (!(lost >= 0 && lost <= most))
        wrong.push(`${nameOf(slice)}: ${lost} ${cost}, not ${most}`);
    }
  }
  expect(wrong).toEqual([]);
}

describe('a rollup with more keys than it keeps', () => {
  it('is off by no more than it states, in whatever order and parts the log comes', () => {
    fc.assert(
      fc.property(cutAnew, ({ log, shuffled, cuts }) => {
        const exact = build(log).slices();
        for (const order of [log, shuffled]) {
          const parts = partsOf(order, cuts).map((part) => build(part, fewKeys));
          for (const rollup of [merged(parts, fewKeys), build(order, fewKeys)]) {
            expect(rollup.limitsHit).toContain('client');
            expectStatedError(rollup, exact);
          }
        }
      }),
      { numRuns: 6 },
    );
  });

  it('tells all traffic as if nothing had been folded', () => {
    fc.assert(
      fc.property(cutAnew, ({ log, shuffled, cuts }) => {
        const exact = build(log);
        const parts = partsOf(shuffled, cuts).map((part) => build(part, fewKeys));
        const rollup = merged(parts, fewKeys);
        for (const cost of costs) {
          expect(costOf(rollup.allTraffic())[cost]).toBe(costOf(exact.allTraffic())[cost]);
          expect(rollup.total(cost, 'end')).toEqual(exact.total(cost, 'end'));
        }
      }),
      { numRuns: 6 },
    );
  });

  it('is the same when the same parts are merged by another empty one', () => {
    fc.assert(
      fc.property(crowd, crowd, (one, two) => {
        const rollup = build(one, fewKeys);
        rollup.merge(build([], fewKeys));
        rollup.merge(build(two, fewKeys));
        const other = merged(
          [build([], fewKeys), build(one, fewKeys), build(two, fewKeys)],
          fewKeys,
        );
        const told = (of: Rollup) =>
          of.slices().map((slice) => [nameOf(slice), costOf(slice), slice.isOther]);
        expect(told(other)).toEqual(told(rollup));
        expect(other.foldedKeys).toEqual(rollup.foldedKeys);
      }),
      { numRuns: 5 },
    );
  });
});
