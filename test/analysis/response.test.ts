import { describe, expect, it } from 'vitest';
import { felt, responsesFor } from '../../src/analysis/response.ts';

const context = { stepSeconds: 10, level: false, resets: [] };

describe('felt', () => {
  it('is the rate a second where nothing is remembered', () => {
    expect(felt(Float64Array.of(0, 20, 5), { tauSeconds: 0 }, context)).toEqual(
      Float64Array.of(0, 2, 0.5),
    );
  });

  it('leaves levels as they are', () => {
    const level = Float64Array.of(1, 150, 3);
    expect(felt(level, { tauSeconds: 0 }, { ...context, level: true })).toEqual(level);
  });

  it('adds a leak up, anew after a restart', () => {
    const leak = { tauSeconds: Number.POSITIVE_INFINITY };
    expect(felt(Float64Array.of(1, 2, 3, 4), leak, { ...context, resets: [2] })).toEqual(
      Float64Array.of(1, 3, 3, 7),
    );
  });

  it('forgets by a third of e in one tau', () => {
    const step = Float64Array.of(0, ...Array(60).fill(10));
    const result = felt(step, { tauSeconds: 60 }, context);
    expect(result[6]).toBeCloseTo(1 - Math.exp(-1), 9);
    expect(result.at(-1)).toBeCloseTo(1, 3);
  });
});

describe('responsesFor', () => {
  it.each([
    ['in-flight', 300, [0, 1800, 14_400]],
    ['held-bytes', 60, [0, 300, 1800, 14_400]],
    ['requests', 10, [0, 60, 300, 1800, 14_400, Number.POSITIVE_INFINITY]],
    ['aborts', 20_000, [0, Number.POSITIVE_INFINITY]],
  ] as const)(
    'for %s in steps of %d s: no memory within a step, no leak of a level',
    (cost, step, taus) => {
      const responses = responsesFor(cost, step);
      expect(responses.map(({ tauSeconds }) => tauSeconds)).toEqual(taus);
      expect(responses.every(({ hold }) => hold === undefined)).toBe(true);
    },
  );
});
