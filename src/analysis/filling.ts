import { flightsOf } from './first-in-first-out.ts';
import { Ramps } from './ramps.ts';

/**
 * How much requests have taken in by now, that take it in evenly from their begin and let it go at their end: a body that is
 * kept in memory while it comes, a result that is put together there. `inFlight` is the mean number in flight of each bucket,
 * `ended` how many ended in it, and `takenIn` what those took in until then, all together; without it each counts as 1.
 */
export function fillingOf(
  inFlight: Float64Array,
  ended: Float64Array,
  takenIn: Float64Array = ended,
): Float64Array {
  const filled = new Ramps(inFlight.length);
  for (const { amount, from, to } of flightsOf(inFlight, ended)) {
    if (to <= from) continue;
    const taken = (amount * (takenIn[to] ?? 0)) / (ended[to] ?? 1);
    filled.ramp(from, to, taken);
    filled.step(to, -taken);
  }
  return filled.values();
}
