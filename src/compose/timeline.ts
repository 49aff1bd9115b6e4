import type { AnalysedIncident, Analysis } from '../analysis/analyse.ts';
import type { Incident, TimelineEntry } from '../report/report.ts';
import { culpritMoments } from './culprit-moments.ts';
import { isoTime } from './iso-time.ts';
import type { Moment } from './moment.ts';
import { onsetMoment, recoveryMoment, riseMoment, saturationMoment } from './resource-moments.ts';

/** What happened when, over all incidents, in order of time. */
export function timelineOf(
  analysis: Analysis,
  incidents: readonly Incident[],
  offsetMinutes: number,
): readonly TimelineEntry[] {
  const moments = analysis.incidents.flatMap((analysed, at) => {
    const incident = incidents[at];
    return incident === undefined ? [] : momentsOf(analysed, incident);
  });
  moments.sort((a, b) => a.timeMs - b.timeMs);
  return moments.map(({ timeMs, ...rest }) => ({ time: isoTime(timeMs, offsetMinutes), ...rest }));
}

/** What befell the primary series belongs to the first culprit, which explains it; what befell others to the incident. */
function momentsOf({ incident, culprits, scene }: AnalysedIncident, report: Incident): Moment[] {
  const { primary, ladder, episodes } = incident;
  const explained = report.culprits[0]?.id ?? report.id;
  const refOf = (series: unknown): string =>
    series === primary.window.series ? explained : report.id;
  return [
    ...ladder.flatMap((rung) => {
      const ref = refOf(rung.window.series);
      return [onsetMoment(rung, ref), ...saturationMoment(rung, incident, ref)];
    }),
    ...culprits.flatMap((culprit, at) => {
      const told = report.culprits[at];
      return told === undefined ? [] : culpritMoments(culprit, told, scene);
    }),
    ...episodes.slice(1).map((episode) => riseMoment(episode, explained)),
    ...episodes.map((episode) => recoveryMoment(episode, explained)),
  ];
}
