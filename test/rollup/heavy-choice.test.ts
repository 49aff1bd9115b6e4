import fc from 'fast-check';
import { expect, it } from 'vitest';
import { appendRequest, NamedBatch } from '../../src/rollup/append-request.ts';
import { BatchLines } from '../../src/rollup/batch-lines.ts';
import { costs } from '../../src/rollup/cost.ts';
import { coverageOf, readCoverage } from '../../src/rollup/coverage.ts';
import { dimensions } from '../../src/rollup/dimension.ts';
import { chooseHeavy, costSums, linePeaks, lineSums } from '../../src/rollup/heavy-choice.ts';
import { defaultLimits } from '../../src/rollup/limits.ts';
import type { Request } from '../../src/rollup/request.ts';
import { anyLog } from './requests.ts';

const route = dimensions.indexOf('route');

function batchOf(log: readonly Request[]): NamedBatch {
  const batch = new NamedBatch();
  for (const one of log) {
    appendRequest(batch, one, (place, name) => batch.newNames[place]?.id(name) ?? 0);
  }
  return batch;
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

it('tells each key its own sums, with bursts looked for and without', () => {
  fc.assert(
    fc.property(anyLog, (log) => {
      const batch = batchOf(log);
      const lines = new BatchLines();
      lines.read(batch, readCoverage(coverageOf(batch)), 60_000);
      const count = batch.names[route]?.size ?? 0;
      const keyed = { batch, lines, keys: batch.keys[route] ?? new Int32Array(0), count };
      for (const sums of [linePeaks(keyed), lineSums(keyed)]) {
        const choice = chooseHeavy(sums, count, defaultLimits);
        for (let key = 0; key < count; key++) {
          expect([...costSums(choice, key)]).toEqual(slowSums(lines, batch, key));
        }
      }
    }),
  );
});
