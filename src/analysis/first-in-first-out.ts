/** So much of what is in flight, from the bucket in which it began to the one in which it ended. */
export interface Flight {
  readonly amount: number;
  readonly from: number;
  readonly to: number;
}

/**
 * What was in flight from when to when, in the order of its ends. `held` is the mean in flight of each bucket, `ended` what
 * ended in it, in the same unit. Which began when is told by their order, first in, first out: exact for requests that do not
 * overtake each other, and for any single one that is alone. What has not ended is left out.
 */
export function* flightsOf(held: Float64Array, ended: Float64Array): Generator<Flight> {
  let begun = 0;
  let gone = 0;
  // What began, in order: the bucket, and how much of it has not ended yet.
  const from = new Int32Array(held.length);
  const open = new Float64Array(held.length);
  let first = 0;
  let past = 0;
  for (let bucket = 0; bucket < held.length; bucket++) {
    const ending = ended[bucket] ?? 0;
    // Means stand for the middle of a bucket, when half of what ends in it has ended.
    const by = Math.max(begun, (held[bucket] ?? 0) + gone + ending / 2);
    if (by > begun) {
      from[past] = bucket;
      open[past] = by - begun;
      past += 1;
    }
    begun = by;
    gone += ending;
    let left = ending;
    while (left > 0 && first < past) {
      const oldest = open[first] ?? 0;
      const amount = Math.min(left, oldest);
      yield { amount, from: from[first] ?? 0, to: bucket };
      left -= amount;
      open[first] = oldest - amount;
      if (oldest <= amount) first += 1;
    }
  }
}
