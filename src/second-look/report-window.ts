import type { AnalysedIncident } from '../analysis/analyse.ts';
import type { TimeSpan } from '../rollup/grid.ts';

const ALL_TIME: TimeSpan = { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY };

/**
 * The time whose requests are counted and printed for an incident: the incident itself, where responses were
 * taken to be held before or after their line that time too, both ends out to whole buckets of the rollup, so
 * that what is counted and what is printed is the same. Not beyond the time that requests were taken of.
 */
export function reportWindow(
  { incident, scene, culprits }: AnalysedIncident,
  within: TimeSpan = ALL_TIME,
): TimeSpan {
  const holds = culprits.flatMap(({ finding }) => finding.lead.response.hold ?? []);
  const longestMs = (anchor: 'start' | 'end'): number => {
    const seconds = holds.filter((hold) => hold.anchor === anchor).map((hold) => hold.seconds);
    return 1000 * Math.max(0, ...seconds);
  };
  const { widthMs } = scene.rollup.grid;
  const fromMs = Math.floor((incident.startMs - longestMs('start')) / widthMs) * widthMs;
  const toMs = Math.ceil((incident.endMs + longestMs('end')) / widthMs) * widthMs;
  return { fromMs: Math.max(fromMs, within.fromMs), toMs: Math.min(toMs, within.toMs) };
}
