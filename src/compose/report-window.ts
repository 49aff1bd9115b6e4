import type { AnalysedIncident } from '../analysis/analyse.ts';

/** A span of time, half open: `[fromMs, toMs)`, epoch milliseconds UTC. */
export interface ReportWindow {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * The time whose requests are counted and printed for an incident: the incident itself, where responses were
 * taken to be held before or after their line that time too, both ends out to whole buckets of the rollup, so
 * that what is counted and what is printed is the same.
 */
export function reportWindow({ incident, scene, culprits }: AnalysedIncident): ReportWindow {
  const holds = culprits.flatMap(({ finding }) => finding.lead.response.hold ?? []);
  const longestMs = (anchor: 'start' | 'end'): number => {
    const seconds = holds.filter((hold) => hold.anchor === anchor).map((hold) => hold.seconds);
    return 1000 * Math.max(0, ...seconds);
  };
  const { widthMs } = scene.rollup.grid;
  return {
    fromMs: Math.floor((incident.startMs - longestMs('start')) / widthMs) * widthMs,
    toMs: Math.ceil((incident.endMs + longestMs('end')) / widthMs) * widthMs,
  };
}
