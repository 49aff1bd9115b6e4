/**
 * Shapley's shares of what a set of players reaches together: each gets the mean, over all orders in which they may
 * join, of what it adds to those before it (https://en.wikipedia.org/wiki/Shapley_value). The shares sum up to what all
 * reach; players that add alike get alike, and one that never adds anything gets nothing.
 *
 * `worth` has one entry for each of the 2^n sets, by the bits of its members; that of none is taken for 0.
 */
export function shapleyShares(worth: ArrayLike<number>): readonly number[] {
  const players = Math.round(Math.log2(worth.length));
  const weights = weightsBySize(players);
  return Array.from({ length: players }, (_, player) => {
    const own = 1 << player;
    let share = 0;
    for (let others = 0; others < worth.length; others++) {
      if ((others & own) !== 0) continue;
      const before = others === 0 ? 0 : (worth[others] ?? 0);
      share += (weights[sizeOf(others)] ?? 0) * ((worth[others | own] ?? 0) - before);
    }
    return share;
  });
}

/** The part of all orders in which just the members of a set of that size come before a player. */
function weightsBySize(players: number): readonly number[] {
  const weights: number[] = [];
  for (let size = 0, orders = 1; size < players; size++) {
    weights.push(1 / (players * orders));
    orders *= (players - 1 - size) / (size + 1);
  }
  return weights;
}

function sizeOf(set: number): number {
  let size = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) size += 1;
  return size;
}
