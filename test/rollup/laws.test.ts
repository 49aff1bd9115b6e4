import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../../src/rollup/limits.ts';
import { anyLog, build, everything, merged, narrowGrid } from './requests.ts';

const limitCases = [
  { name: 'with room for all cells', limits: { ...defaultLimits, maxBuckets: 120 }, runs: 25 },
  { name: 'where the grid has to climb', limits: narrowGrid, runs: 60 },
];

describe.each(limitCases)('a rollup $name', ({ limits, runs }) => {
  it('is the same whether logs are read in one go or merged', () => {
    fc.assert(
      fc.property(anyLog, anyLog, (one, two) => {
        const whole = everything(build([...one, ...two], limits));
        const parts = merged([build(one, limits), build(two, limits)], limits);
        expect(everything(parts)).toEqual(whole);
      }),
      { numRuns: runs },
    );
  });

  it('does not depend on the order of requests', () => {
    fc.assert(
      fc.property(
        anyLog.chain((log) =>
          fc.tuple(fc.constant(log), fc.shuffledSubarray(log, { minLength: log.length })),
        ),
        ([log, shuffled]) => {
          expect(everything(build(shuffled, limits))).toEqual(everything(build(log, limits)));
        },
      ),
      { numRuns: runs },
    );
  });

  it('does not depend on how the log is cut into parts, nor on their order', () => {
    fc.assert(
      fc.property(
        anyLog,
        fc.array(fc.nat(30), { maxLength: 4 }),
        fc.integer({ min: 1, max: 7 }),
        (log, unsorted, maxBatch) => {
          const cuts = unsorted.toSorted((a, b) => a - b);
          const parts = [0, ...cuts].map((cut, at) => log.slice(cut, cuts[at] ?? log.length));
          const rollups = parts.map((part) => build(part, { ...limits, maxBatch }));
          const whole = everything(build(log, limits));
          expect(everything(merged(rollups, limits))).toEqual(whole);
          expect(everything(merged(rollups.toReversed(), limits))).toEqual(whole);
        },
      ),
      { numRuns: runs },
    );
  });

  it('merges in any order and grouping', () => {
    fc.assert(
      fc.property(anyLog, anyLog, anyLog, (a, b, c) => {
        const rollups = () => [a, b, c].map((log) => build(log, limits));
        const [a1, b1, c1] = rollups();
        const [a2, b2, c2] = rollups();
        if (!(a1 && b1 && c1 && a2 && b2 && c2)) throw new Error('three rollups twice');
        a1.merge(b1);
        a1.merge(c1);
        b2.merge(c2);
        a2.merge(b2);
        expect(everything(a2)).toEqual(everything(a1));
        const backwards = merged([...rollups()].reverse(), limits);
        expect(everything(backwards)).toEqual(everything(a1));
      }),
      { numRuns: runs },
    );
  });

  it('is left as it is by an empty one, and is taken over by it', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        const before = everything(build(log, limits));
        const withEmpty = build(log, limits);
        withEmpty.merge(build([], limits));
        expect(everything(withEmpty)).toEqual(before);
        expect(everything(merged([build(log, limits)], limits))).toEqual(before);
      }),
      { numRuns: runs },
    );
  });

  it('is not changed by being merged into another', () => {
    fc.assert(
      fc.property(anyLog, anyLog, (one, two) => {
        const part = build(one, limits);
        const before = everything(part);
        build(two, limits).merge(part);
        expect(everything(part)).toEqual(before);
      }),
      { numRuns: runs },
    );
  });
});
