import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drainingBytes } from '../../src/analysis/draining.ts';

/** What the rollup tells of requests in whole buckets: mean bytes in flight, and bytes ended. */
function rolled(
  length: number,
  requests: readonly { readonly from: number; readonly to: number; readonly bytes: number }[],
): { readonly held: Float64Array; readonly sent: Float64Array } {
  const held = new Float64Array(length);
  const sent = new Float64Array(length);
  for (const { from, to, bytes } of requests) {
    // Begun and ended in the middle of a bucket.
    for (let bucket = from; bucket <= to; bucket++) {
      held[bucket] = (held[bucket] ?? 0) + (bucket === from || bucket === to ? bytes / 2 : bytes);
    }
    sent[to] = (sent[to] ?? 0) + bytes;
  }
  return { held, sent };
}

describe('drainingBytes', () => {
  it('has all of a response at its begin, and less and less until it has ended', () => {
    const { held, sent } = rolled(8, [{ from: 2, to: 6, bytes: 400 }]);
    const left = Array.from(drainingBytes(held, sent), Math.round);
    // Half of it is taken to have begun in the middle of each of the first two buckets.
    expect(left).toEqual([0, 0, 200, 350, 233, 117, 0, 0]);
  });

  it('is nothing without bytes in flight', () => {
    expect(Array.from(drainingBytes(new Float64Array(3), new Float64Array(3)))).toEqual([0, 0, 0]);
  });

  it('is never below nothing, nor above what is in flight by much, whatever the order', () => {
    const request = fc.record({
      from: fc.integer({ min: 0, max: 30 }),
      lasts: fc.integer({ min: 1, max: 20 }),
      bytes: fc.integer({ min: 1, max: 1_000_000 }),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 8 }), (requests) => {
        const { held, sent } = rolled(
          60,
          requests.map(({ from, lasts, bytes }) => ({ from, to: from + lasts, bytes })),
        );
        const all = requests.reduce((sum, { bytes }) => sum + bytes, 0);
        for (const left of drainingBytes(held, sent)) {
          expect(left).toBeGreaterThanOrEqual(0);
          expect(left).toBeLessThanOrEqual(all * (1 + 1e-9));
        }
      }),
    );
  });
});
