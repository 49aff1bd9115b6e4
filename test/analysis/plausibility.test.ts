import { describe, expect, it } from 'vitest';
import { plausibility } from '../../src/analysis/plausibility.ts';

const forEver = Number.POSITIVE_INFINITY;

describe('plausibility', () => {
  it.each([
    ['memory', 'held-bytes', 0, 0.95, 1],
    ['workers', 'in-flight', 0, 1, 1],
    ['threads', 'aborts', forEver, 0.9, 1],
    ['memory', 'requests', forEver, 25, 1],
    ['workers', 'in-flight', 0, 0.1, 0.5],
    ['workers', 'in-flight', 0, 10, 0.5],
    ['memory', 'held-bytes', 0, 1e9, 0.1],
    ['workers', 'bytes-out', 0, 1, 0.25],
    ['threads', 'aborts', 0, 0.9, 0.25],
    ['generic', 'requests', 0, 1, 0.5],
  ] as const)(
    '%s by %s with a memory of %d s and %d a unit: %d',
    (role, cost, tau, value, factor) => {
      expect(plausibility(role, cost, { tauSeconds: tau, value })).toBeCloseTo(factor, 9);
    },
  );
});
