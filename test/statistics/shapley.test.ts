import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shapleyShares } from '../../src/statistics/shapley.ts';

/** Any worths of the sets of up to five players, that of none 0. */
const games = fc
  .integer({ min: 1, max: 5 })
  .chain((players) =>
    fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: 2 ** players - 1,
      maxLength: 2 ** players - 1,
    }),
  )
  .map((worth) => [0, ...worth]);

/** The same game with two players' places changed. */
function swapped(worth: readonly number[], [a, b]: readonly [number, number]): number[] {
  return worth.map((_, set) => {
    const [hasA, hasB] = [(set >> a) & 1, (set >> b) & 1];
    const rest = set & ~(1 << a) & ~(1 << b);
    return worth[rest | (hasA << b) | (hasB << a)] ?? 0;
  });
}

function playersOf(worth: readonly number[]): number {
  return Math.log2(worth.length);
}

describe('shares by Shapley', () => {
  it('are those of the textbook: one left glove, two right ones', () => {
    // Players 0 (left), 1 and 2 (right): a pair is worth 1.
    const worth = [0, 0, 0, 1, 0, 1, 0, 1];
    const [left, ...right] = shapleyShares(worth);
    expect(left).toBeCloseTo(2 / 3, 12);
    for (const share of right) expect(share).toBeCloseTo(1 / 6, 12);
  });

  it('are efficient: they sum up to what all reach', () => {
    fc.assert(
      fc.property(games, (worth) => {
        const sum = shapleyShares(worth).reduce((all, share) => all + share, 0);
        expect(sum).toBeCloseTo(worth.at(-1) ?? Number.NaN, 9);
      }),
    );
  });

  it('are symmetric: players that change places change shares', () => {
    fc.assert(
      fc.property(games, fc.nat(), fc.nat(), (worth, one, other) => {
        const players = playersOf(worth);
        const [a, b] = [one % players, other % players];
        const before = shapleyShares(worth);
        const after = shapleyShares(swapped(worth, [a, b]));
        expect(after[a]).toBeCloseTo(before[b] ?? Number.NaN, 9);
        expect(after[b]).toBeCloseTo(before[a] ?? Number.NaN, 9);
      }),
    );
  });

  it('are nothing for a dummy, whatever the others reach', () => {
    fc.assert(
      fc.property(games, fc.nat(), (worth, any) => {
        const players = playersOf(worth);
        const dummy = any % players;
        const without = worth.map((_, set) => worth[set & ~(1 << dummy)] ?? 0);
        expect(shapleyShares(without)[dummy]).toBeCloseTo(0, 9);
      }),
    );
  });
});
