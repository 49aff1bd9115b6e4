import type { AnalysedIncident } from '../analysis/analyse.ts';
import { LINES_BEHIND_SAMPLES } from '../analysis/let-go.ts';
import { isFromLog } from '../incidents/log-series.ts';
import type { TimeSpan } from '../rollup/grid.ts';

const ALL_TIME: TimeSpan = { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY };

/**
 * The time whose requests are counted and printed for an incident: the incident itself, where responses were
 * taken to be held before or after their line that time too, both ends out to whole buckets of the rollup, so
 * that what is counted and what is printed is the same. What the log itself counts began somewhere in a step, all of which is
 * taken: most of what rose may stand at its begin. And where the line that let go of memory is written behind the last high
 * sample, it is among them. Not beyond the time that requests were taken of.
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
  const { series } = scene;
  const isLetGo = culprits.some(({ finding }) => finding.lead.response.letsGo !== undefined);
  const lateMs = isLetGo ? LINES_BEHIND_SAMPLES * series.stepSeconds * 1000 : 0;
  const halfStepMs = isFromLog(series) ? (1000 * series.stepSeconds) / 2 : 0;
  const startMs = incident.startMs - Math.max(halfStepMs, longestMs('start'));
  const fromMs = Math.floor(startMs / widthMs) * widthMs;
  const endMs = incident.endMs + Math.max(lateMs, longestMs('end'));
  const toMs = Math.ceil(endMs / widthMs) * widthMs;
  return { fromMs: Math.max(fromMs, within.fromMs), toMs: Math.min(toMs, within.toMs) };
}
