import type { LineRecord } from './contract.ts';

/** No request takes less than ten microseconds: a smaller `%D` is a `%T`. */
const SHORTEST_LIKELY_MS = 0.01;
/** One request that lasts longer is less likely than microseconds taken for seconds: `%D` is not `%T`. */
const LONGEST_LIKELY_MS = 3_600_000;
/** Few last as long as this. Files of a fast server do, where their microseconds are taken for seconds. */
const LONGEST_USUAL_MS = 60_000;

/**
 * Evidence that a duration is in the unit that it was read in: most requests take less than a second, which `%T` rounds to
 * 0, and hardly any takes so little as microseconds.
 */
export function durationEvidence(record: LineRecord): number {
  const duration = record.number('durationMs');
  if (duration === undefined) return 0;
  if (duration < SHORTEST_LIKELY_MS || duration > LONGEST_LIKELY_MS) return -1;
  return duration > LONGEST_USUAL_MS ? -0.5 : 0;
}
