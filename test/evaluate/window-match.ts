import type { Incident } from '../../src/report/report.ts';
import type { TrueWindow } from './labelled-case.ts';

/** The part of the shorter of the two that an incident and a true window must share. */
export const LEAST_SHARED = 0.5;

/** An incident that found a true window. */
export interface WindowMatch {
  readonly incident: Incident;
  readonly window: TrueWindow;
  /** What both share, milliseconds, and as a part of the shorter of the two, up to 1. */
  readonly sharedMs: number;
  readonly shared: number;
}

/**
 * The incident that shares the longest time with a true window of its host, a step of slack allowed at either end; undefined
 * where none shares half of the shorter of the two. Of equals the one of which it is the larger part, then the first.
 */
export function bestMatch(
  incidents: readonly Incident[],
  windows: readonly TrueWindow[],
  stepMs: number,
): WindowMatch | undefined {
  let best: WindowMatch | undefined;
  for (const window of windows) {
    for (const incident of incidents) {
      if (window.host !== undefined && incident.host !== window.host) continue;
      const { shared, sharedMs } = sharedTime(incident, window, stepMs);
      if (!(shared >= LEAST_SHARED)) continue;
      const isBetter =
        best === undefined ||
        sharedMs > best.sharedMs ||
        (sharedMs === best.sharedMs && shared > best.shared);
      if (isBetter) best = { incident, window, shared, sharedMs };
    }
  }
  return best;
}

/** Whether an incident shares anything with a true window of its host, a step of slack allowed. */
export function touchesAny(
  incident: Incident,
  windows: readonly TrueWindow[],
  stepMs: number,
): boolean {
  return windows.some(
    (window) =>
      (window.host === undefined || incident.host === window.host) &&
      sharedTime(incident, window, stepMs).sharedMs > 0,
  );
}

/** An incident of one sample has no length, but the step that it stands for. */
function sharedTime(
  { start, end }: Incident,
  { startMs, endMs }: TrueWindow,
  stepMs: number,
): { readonly shared: number; readonly sharedMs: number } {
  const fromMs = Date.parse(start);
  const toMs = Math.max(Date.parse(end), fromMs + stepMs);
  const lastMs = Math.min(toMs, endMs + stepMs);
  const sharedMs = Math.max(0, lastMs - Math.max(fromMs, startMs - stepMs));
  const shorterMs = Math.min(toMs - fromMs, Math.max(endMs - startMs, 1));
  return { shared: Math.min(1, sharedMs / shorterMs), sharedMs };
}
