import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  explainedWeight,
  innocenceWeight,
  orderWeight,
  product,
  repetitionWeight,
  supportWeight,
} from '../../src/analysis/factors.ts';

describe('explainedWeight', () => {
  it.each([
    [0.001, 0.02],
    [0.83, 0.83],
    [1, 1],
    [1.25, 0.8],
    [4, 0.25],
  ])('of %d is %d', (explained, weight) => {
    expect(explainedWeight(explained)).toBe(weight);
  });

  it('is at its highest at exactly the whole excess', () => {
    const part = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(part, (explained) => {
        const weight = explainedWeight(explained);
        expect(weight).toBeGreaterThan(0);
        expect(weight).toBeLessThanOrEqual(1);
        // Half of it is as wrong as twice as much.
        if (explained > 0.02 && explained < 50) {
          expect(explainedWeight(1 / explained)).toBeCloseTo(weight, 9);
        }
      }),
    );
  });
});

describe('orderWeight', () => {
  const now = { toleranceSeconds: 10, response: { tauSeconds: 0 } };
  const leak = { toleranceSeconds: 10, response: { tauSeconds: Number.POSITIVE_INFINITY } };
  it.each([
    [4, now, 1],
    [-8, now, 1],
    [-60, now, 0.3],
    [7200, now, 0.5],
    [7200, leak, 1],
  ] as const)('of a lead of %d s is %#', (lead, context, weight) => {
    expect(orderWeight(lead, context)).toBe(weight);
  });
});

describe('supportWeight', () => {
  it('is nothing without a surplus, and full for hundreds where few were expected', () => {
    const few = { observed: 3, expected: 3, requests: 3, candidates: 400 };
    const many = { observed: 212, expected: 3, requests: 212, candidates: 400 };
    expect(supportWeight('requests', few)).toBe(0.02);
    expect(supportWeight('requests', many)).toBe(1);
  });

  it.each([
    [40, 20, 0.6],
    [60, 40, 0.4],
    [1200, 200, 1],
  ])(
    'trusts %d where %d were expected by its growth, however many there are: %d',
    (observed, expected, weight) => {
      const support = { requests: observed, candidates: 10 };
      const once = supportWeight('requests', { ...support, observed, expected });
      const often = { observed: 1000 * observed, expected: 1000 * expected };
      expect(once).toBeLessThanOrEqual(weight + 1e-9);
      expect(supportWeight('requests', { ...support, ...often })).toBeCloseTo(weight, 9);
    },
  );

  it('asks more of a count the more slices were looked at', () => {
    const support = { observed: 8, expected: 1, requests: 8 };
    const among = (candidates: number): number =>
      supportWeight('aborts', { ...support, candidates });
    expect(among(10)).toBeGreaterThan(among(10_000));
  });

  it('trusts bytes by how many requests carry them, and by how new they are', () => {
    const bytes = (observed: number, expected: number, requests: number): number =>
      supportWeight('bytes-out', { observed, expected, requests, candidates: 400 });
    expect(bytes(4e9, 0, 4)).toBeCloseTo(0.8);
    expect(bytes(4e9, 0, 1)).toBeCloseTo(0.5);
    expect(bytes(4e9, 3e9, 99)).toBeCloseTo(0.2475);
  });
});

describe('innocenceWeight', () => {
  it('is high for a small slice, and for a large one that is new', () => {
    const ordinary = { observed: 100, expected: 100 };
    expect(innocenceWeight({ share: 0.01, ...ordinary })).toBeCloseTo(0.98, 2);
    expect(innocenceWeight({ share: 0.95, ...ordinary })).toBeCloseTo(0.0025, 4);
    expect(innocenceWeight({ share: 0.95, observed: 100, expected: 2 })).toBeCloseTo(0.96, 2);
  });
});

describe('product', () => {
  it('is the product of every weight, so that any one of them can sink a slice', () => {
    const full = {
      fit: 1,
      explained: 1,
      plausibility: 1,
      order: 1,
      coverage: 1,
      support: 1,
      innocence: 1,
      ownership: 1,
      recurrence: 1,
    };
    expect(product(full)).toBe(1);
    for (const name of Object.keys(full)) {
      expect(product({ ...full, [name]: 0.25 }), name).toBe(0.25);
    }
  });
});

describe('repetitionWeight', () => {
  it.each([
    [3, 3, 3, 3, 0.875],
    [9, 9, 9, 9, 1 - 1 / 512],
    [9, 8, 8, 8, 0],
    [9, 9, 10, 9, 0],
  ])('of %d rises (%d with a burst) and %d bursts (%d with a rise): %d', (...counts) => {
    const [episodes, preceded, bursts, followed, weight] = counts;
    expect(repetitionWeight({ episodes, preceded, bursts, followed })).toBe(weight);
  });

  it('is nothing where the resource did not come and go', () => {
    expect(repetitionWeight(undefined)).toBe(0);
  });
});
