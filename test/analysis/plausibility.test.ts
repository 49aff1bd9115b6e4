import { describe, expect, it } from 'vitest';
import { plausibility } from '../../src/analysis/plausibility.ts';

const forEver = Number.POSITIVE_INFINITY;

describe('plausibility', () => {
  it.each([
    ['memory', 'held-bytes', 0, 0.95, 1],
    ['workers', 'in-flight', 0, 1, 1],
    ['threads', 'aborts', forEver, 0.9, 1],
    ['memory', 'requests', forEver, 25, 1],
    ['threads', 'requests', forEver, 1, 0.9],
    ['processes', 'requests', forEver, 1, 0.9],
    ['threads', 'requests', forEver, 0.4, 0.25],
    ['processes', 'requests', forEver, 2, 0.25],
    ['workers', 'in-flight', 0, 0.1, 0.5],
    ['workers', 'in-flight', 0, 10, 0.5],
    ['memory', 'held-bytes', 0, 1e9, 0.1],
    ['workers', 'bytes-out', 0, 1, 0.25],
    ['workers', 'requests', 0, 15, 0.25],
    ['threads', 'aborts', 0, 0.9, 0.25],
    ['generic', 'requests', 0, 1, 0.5],
  ] as const)(
    '%s by %s with a memory of %d s and %d a unit: %d',
    (role, cost, tau, value, factor) => {
      expect(plausibility(role, cost, { tauSeconds: tau, value })).toBeCloseTo(factor, 9);
    },
  );

  it.each([
    ['memory', 'bytes-in', 1, 1],
    ['swap', 'in-flight', 1e9, 0.95],
    ['memory', 'in-flight', 4 * 1024 ** 3, 0.475],
    ['memory', 'held-bytes', 1, 0.25],
    ['workers', 'in-flight', 1, 0.25],
  ] as const)(
    '%s by %s that it takes in while requests last, %d a unit: %d',
    (role, cost, value, factor) => {
      expect(plausibility(role, cost, { tauSeconds: 0, fills: true, value })).toBeCloseTo(
        factor,
        9,
      );
    },
  );

  it.each([
    ['cpu', 'of requests that took as long', 0.8, 1, 1],
    ['cpu', 'of requests that took a fiftieth of it', 1, 0.02, 0.25],
    ['load', 'of requests that took a fifth of it', 1, 0.2, 0.4],
    ['connections', 'of requests that took no time at all', 1, 0, 1],
    ['workers', 'of requests that took a hundredth of it', 5, 0.05, 0.8],
    ['workers', 'of requests that took as long', 5, 5, 0.2],
  ] as const)(
    '%s by arrivals %s: no processor works longer, no worker is kept meanwhile',
    (role, _, value, secondsEach, factor) => {
      const logged = { durations: 'logged', secondsEach, isDark: true } as const;
      const slope = { tauSeconds: 0, value, ...logged };
      expect(plausibility(role, 'requests', slope)).toBeCloseTo(factor, 9);
    },
  );
});
