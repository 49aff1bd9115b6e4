import { flightsOf } from './first-in-first-out.ts';
import { Ramps } from './ramps.ts';

/**
 * Bytes still to be sent of responses that are taken in at once and sent off evenly until they end: what a proxy
 * that buffers has in memory. `held` are the mean bytes in flight of each bucket, `sent` the bytes of the requests
 * that ended in it.
 */
export function drainingBytes(held: Float64Array, sent: Float64Array): Float64Array {
  const left = new Ramps(held.length);
  for (const { amount, from, to } of flightsOf(held, sent)) {
    if (to <= from) continue;
    left.step(from, amount);
    left.ramp(from, to, -amount);
  }
  return left.values();
}
