/**
 * Bytes still to be sent of responses that are taken in at once and sent off evenly until they end: what a proxy
 * that buffers has in memory. `held` are the mean bytes in flight of each bucket, `sent` the bytes of the requests
 * that ended in it. Which bytes ended when is told by their order, first in, first out: exact for requests that do
 * not overtake each other, and for any single large one.
 */
export function drainingBytes(held: Float64Array, sent: Float64Array): Float64Array {
  const level = new Float64Array(held.length + 1);
  const slope = new Float64Array(held.length + 1);
  let begun = 0;
  let ended = 0;
  // What began, in order: the bucket, and how many of its bytes have not ended yet.
  const from = new Int32Array(held.length);
  const open = new Float64Array(held.length);
  let first = 0;
  let past = 0;
  for (let bucket = 0; bucket < held.length; bucket++) {
    const ending = sent[bucket] ?? 0;
    // Means stand for the middle of a bucket, when half of what ends in it has ended.
    const by = Math.max(begun, (held[bucket] ?? 0) + ended + ending / 2);
    if (by > begun) {
      from[past] = bucket;
      open[past] = by - begun;
      past += 1;
    }
    begun = by;
    ended += ending;
    let left = ending;
    while (left > 0 && first < past) {
      const oldest = open[first] ?? 0;
      const bytes = Math.min(left, oldest);
      drain(level, slope, { bytes, from: from[first] ?? 0, to: bucket });
      left -= bytes;
      open[first] = oldest - bytes;
      if (oldest <= bytes) first += 1;
    }
  }
  return integrated(level, slope, held.length);
}

/** Notes bytes that are all there in the bucket `from` and gone in `to`. */
function drain(
  level: Float64Array,
  slope: Float64Array,
  { bytes, from, to }: { readonly bytes: number; readonly from: number; readonly to: number },
): void {
  if (to <= from) return;
  const perBucket = bytes / (to - from);
  level[from] = (level[from] ?? 0) + bytes;
  slope[from] = (slope[from] ?? 0) - perBucket;
  slope[to] = (slope[to] ?? 0) + perBucket;
}

function integrated(level: Float64Array, slope: Float64Array, length: number): Float64Array {
  const result = new Float64Array(length);
  let value = 0;
  let change = 0;
  for (let bucket = 0; bucket < length; bucket++) {
    value += change + (level[bucket] ?? 0);
    change += slope[bucket] ?? 0;
    // What is left of sums that cancel is rounding.
    result[bucket] = Math.max(0, value);
  }
  return result;
}
