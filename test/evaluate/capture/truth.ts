import type { CaptureCulprit, CaptureKind } from './capture-kind.ts';
import type { Phases } from './phases.ts';

/** What `truth.json` of a capture holds; ../captures.ts reads it. */
export interface CaptureTruth {
  readonly title: string;
  readonly incident: boolean;
  readonly window: { readonly start: string; readonly end: string } | null;
  readonly phases: Readonly<Record<'start' | keyof Phases, string>>;
  readonly culprits: readonly CaptureCulprit[];
  readonly seed: number;
}

/** The truth of a capture that began at `startMs`, epoch milliseconds. */
export function truthOf(
  { title, incident, culprit }: CaptureKind,
  { phases, startMs, seed }: TruthTimes,
): CaptureTruth {
  const timeAt = (seconds: number): string => new Date(startMs + seconds * 1000).toISOString();
  const times = {
    start: timeAt(0),
    incident: timeAt(phases.incident),
    recovery: timeAt(phases.recovery),
    end: timeAt(phases.end),
  };
  return {
    title,
    incident,
    window: incident ? { start: times.incident, end: times.recovery } : null,
    phases: times,
    culprits: culprit === undefined ? [] : [culprit],
    seed,
  };
}

interface TruthTimes {
  readonly phases: Phases;
  readonly startMs: number;
  readonly seed: number;
}
