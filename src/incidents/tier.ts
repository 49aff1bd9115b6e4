import type { Rollup } from '../rollup/rollup.ts';

/** What a log tells of durations: logged, implied by the order of its lines, or nothing. */
export type DurationSource = 'logged' | 'implied' | 'none';

/** The logs of one server in front of, or behind, others: one request stands in each tier once. */
export interface Tier {
  readonly rollup: Rollup;
  readonly durations: DurationSource;
  /** The inputs it was made of. */
  readonly paths: readonly string[];
}
