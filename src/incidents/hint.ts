import type { TimeSpan } from '../rollup/grid.ts';
import type { Role } from '../series/series.ts';

/** Where somebody says that something was wrong: the user, or an alert. */
export interface Hint {
  /** Epoch milliseconds UTC. */
  readonly timeMs: number;
  /** Absent where it may be any host. */
  readonly host?: string;
  /** What was out of order; absent where that is not said. */
  readonly role?: Role;
  /** Who says so, as the subject of a sentence. */
  readonly source: string;
}

/** Alerts come late, by the checks that have to fail in a row, and people round: so far off a hint still means an incident. */
export const HINT_SLACK_MS: number = 15 * 60_000;

/** How far a hint lies from an incident, milliseconds; 0 inside it. */
export function distanceTo({ timeMs }: Hint, startMs: number, endMs: number): number {
  return Math.max(0, startMs - timeMs, timeMs - endMs);
}

/** Whether a hint points at an incident, or near it. */
export function pointsAt(
  hint: Hint,
  { startMs, endMs }: { readonly startMs: number; readonly endMs: number },
): boolean {
  return distanceTo(hint, startMs, endMs) <= HINT_SLACK_MS;
}

/** The time around a hint that is looked at more closely: an alert comes after what it tells of. */
export function spanAround({ timeMs }: Hint): TimeSpan {
  return { fromMs: timeMs - 2 * HINT_SLACK_MS, toMs: timeMs + HINT_SLACK_MS };
}
