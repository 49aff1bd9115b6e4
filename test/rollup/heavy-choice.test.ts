import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appendRequest, NamedBatch } from '../../src/rollup/append-request.ts';
import { BatchLines } from '../../src/rollup/batch-lines.ts';
import { BatchShares } from '../../src/rollup/batch-shares.ts';
import { costs } from '../../src/rollup/cost.ts';
import { coverageOf, readCoverage } from '../../src/rollup/coverage.ts';
import { dimensions } from '../../src/rollup/dimension.ts';
import { chooseHeavy, heavyOfLines } from '../../src/rollup/heavy-choice.ts';
import { defaultLimits } from '../../src/rollup/limits.ts';
import type { Request } from '../../src/rollup/request.ts';
import { anyLog } from './requests.ts';

const route = dimensions.indexOf('route');

/** A log as a batch, whose keys are routes. */
function keyedBatch(log: readonly Request[]): {
  readonly batch: NamedBatch;
  readonly lines: BatchLines;
  readonly keys: Int32Array;
  readonly count: number;
} {
  const batch = new NamedBatch();
  for (const one of log) {
    appendRequest(batch, one, (place, name) => batch.newNames[place]?.id(name) ?? 0);
  }
  const lines = new BatchLines();
  lines.read(batch, readCoverage(coverageOf(batch)), 60_000);
  const keys = batch.keys[route] ?? new Int32Array(0);
  return { batch, lines, keys, count: batch.names[route]?.size ?? 0 };
}

/** What the requests of one key cost, one by one, in the order of `costs`. */
function slowSums(lines: BatchLines, batch: NamedBatch, key: number): number[] {
  const sums = costs.map(() => 0);
  for (let i = 0; i < lines.length; i++) {
    if (batch.keys[route]?.[i] !== key) continue;
    const held = (lines.heldKib[i] ?? 0) * 1024 + (lines.heldRest[i] ?? 0);
    const flags = batch.flags[i] ?? 0;
    const received = Math.max(0, batch.bytesIn[i] ?? 0);
    const spent = [1, lines.bytesOut[i] ?? 0, received, lines.durationsUs[i] ?? 0, held];
    [...spent, (flags >> 1) & 1, (flags >> 2) & 1].forEach((amount, cost) => {
      sums[cost] = (sums[cost] ?? 0) + amount;
    });
  }
  return sums;
}

describe('the requests of a batch', () => {
  it('tell each key its own sums', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        const { batch, lines, keys, count } = keyedBatch(log);
        const sums = new BatchShares(batch, lines).sumsOf(keys, count);
        for (let key = 0; key < count; key++) {
          const own = sums.subarray(key * costs.length, (key + 1) * costs.length);
          expect([...own]).toEqual(slowSums(lines, batch, key));
        }
      }),
    );
  });

  it('choose the same keys whether all are summed up or only the likely ones', () => {
    const share = fc.constantFrom(0.01, 0.1, 0.3);
    fc.assert(
      fc.property(anyLog, share, fc.integer({ min: 1, max: 4 }), (log, leastShare, heavyKeys) => {
        const { batch, lines, keys, count } = keyedBatch(log);
        const shares = new BatchShares(batch, lines);
        const limits = { ...defaultLimits, leastShare, heavyKeys, burstKeys: 0 };
        const all = chooseHeavy(shares.sumsOf(keys, count), shares.totals, limits);
        expect(heavyOfLines(shares, keys, count, limits)).toEqual(all);
      }),
    );
  });

  it('keep a key with more than the least share of any cost, and no other', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        const { batch, lines, keys, count } = keyedBatch(log);
        const limits = { ...defaultLimits, leastShare: 0.2, burstKeys: 0 };
        const shares = new BatchShares(batch, lines);
        const { isKept } = heavyOfLines(shares, keys, count, limits);
        const totals = [...shares.totals];
        const isHeavy = Array.from({ length: count }, (_, key) => {
          return slowSums(lines, batch, key).some((sum, at) => sum > 0.2 * (totals[at] ?? 0));
        });
        expect([...isKept].map(Boolean)).toEqual(isHeavy);
      }),
    );
  });

  it('keep a key that is light in all of them and heavy in one stretch', () => {
    const at = (second: number, name: string): Request =>
      ({ startMs: second * 1000, endMs: second * 1000, dimensions: { route: name } }) as Request;
    const steady = Array.from({ length: 1000 }, (_, second) => at(second, '/steady'));
    const strays = Array.from({ length: 100 }, (_, place) => at(500, `/stray${place}`));
    const burst = Array.from({ length: 10 }, () => at(700, '/burst'));
    const log = [...steady.slice(0, 500), ...strays, ...steady.slice(500), ...burst];
    const { batch, lines, keys, count } = keyedBatch(log);
    const limits = { ...defaultLimits, leastShare: 0.05 };
    const { isKept } = heavyOfLines(new BatchShares(batch, lines), keys, count, limits);
    const kept = [...isKept.keys()].filter((key) => isKept[key] === 1);
    expect(kept.map((key) => batch.names[route]?.text(key))).toEqual(['/steady', '/burst']);
  });
});
