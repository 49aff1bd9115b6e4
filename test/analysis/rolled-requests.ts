/** A request from the middle of a bucket to the middle of a later one, which counts as `weight`. */
interface Lasting {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

/** What the rollup tells of requests in whole buckets: the mean in flight, and what ended. */
export function rolledRequests(
  length: number,
  requests: readonly Lasting[],
): { readonly inFlight: Float64Array; readonly ended: Float64Array } {
  const inFlight = new Float64Array(length);
  const ended = new Float64Array(length);
  for (const { from, to, weight } of requests) {
    for (let bucket = from; bucket <= to; bucket++) {
      const isEdge = bucket === from || bucket === to;
      inFlight[bucket] = (inFlight[bucket] ?? 0) + (isEdge ? weight / 2 : weight);
    }
    ended[to] = (ended[to] ?? 0) + weight;
  }
  return { inFlight, ended };
}
