import type { AnalysedIncident } from '../analysis/analyse.ts';
import type { SliceFacts } from '../detectors/slice-facts.ts';
import type { SliceTotals } from '../detectors/slice-totals.ts';
import type { Counted } from './count-limits.ts';
import type { LargeLine } from './largest-lines.ts';

/** Bytes of logs that are read again at most, those that are only passed over not counted. */
export const MAX_REREAD_BYTES = 2e9;

/** What one culprit did in its incident's window, by its lines. */
export interface LookedCulprit {
  readonly totals: SliceTotals;
  /** Largest first. */
  readonly largest: readonly LargeLine[];
  readonly facts: SliceFacts;
  /** Bounds that were reached. */
  readonly limitsHit: ReadonlySet<Counted>;
}

/** What was counted in an incident's window, line by line. */
export interface LookedIncident {
  /** All traffic of the server. */
  readonly traffic: SliceTotals;
  /** Different clients that asked for a style sheet, script, picture or font; absent where none did. */
  readonly assetClients?: number;
  /** In the order of the incident's culprits. */
  readonly culprits: readonly LookedCulprit[];
}

/**
 * Why the lines of an incident could not be counted: its log came through a pipe; is not there any more as it was
 * read; or there were too many bytes to read again.
 */
export type Unlooked = 'pipe' | 'changed' | 'too-much';

/** What a second look at the logs has told of incidents that have culprits. */
export interface SecondLook {
  readonly looked: ReadonlyMap<AnalysedIncident, LookedIncident>;
  readonly unlooked: ReadonlyMap<
    AnalysedIncident,
    { readonly why: Unlooked; readonly path: string }
  >;
}
