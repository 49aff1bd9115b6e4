import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drainingBytes } from '../../src/analysis/draining.ts';
import { rolledRequests } from './rolled-requests.ts';

describe('drainingBytes', () => {
  it('has all of a response at its begin, and less and less until it has ended', () => {
    const { inFlight, ended } = rolledRequests(8, [{ from: 2, to: 6, weight: 400 }]);
    const left = Array.from(drainingBytes(inFlight, ended), Math.round);
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
        const { inFlight, ended } = rolledRequests(
          60,
          requests.map(({ from, lasts, bytes }) => ({ from, to: from + lasts, weight: bytes })),
        );
        const all = requests.reduce((sum, { bytes }) => sum + bytes, 0);
        for (const left of drainingBytes(inFlight, ended)) {
          expect(left).toBeGreaterThanOrEqual(0);
          expect(left).toBeLessThanOrEqual(all * (1 + 1e-9));
        }
      }),
    );
  });
});
