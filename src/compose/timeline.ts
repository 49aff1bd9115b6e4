import type { AnalysedIncident, Analysis } from '../analysis/analyse.ts';
import type { Rung } from '../incidents/incident.ts';
import type { Window } from '../incidents/window.ts';
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
  const owners = ownersOf(analysis.incidents);
  const moments = analysis.incidents.flatMap((analysed, at) => {
    const incident = incidents[at];
    const isOwn = ({ window }: Rung): boolean => owners.get(window) === analysed;
    return incident === undefined ? [] : momentsOf(analysed, incident, isOwn);
  });
  moments.sort((a, b) => a.timeMs - b.timeMs);
  return moments.map(({ timeMs, ...rest }) => ({ time: isoTime(timeMs, offsetMinutes), ...rest }));
}

/** Incidents that were told apart share what befell their host: it is told with that which it is the primary series of. */
function ownersOf(incidents: readonly AnalysedIncident[]): ReadonlyMap<Window, AnalysedIncident> {
  const owners = new Map<Window, AnalysedIncident>();
  for (const analysed of incidents) {
    const { ladder, primary } = analysed.incident;
    for (const { window } of ladder) {
      if (!owners.has(window) || window.series === primary.window.series) {
        owners.set(window, analysed);
      }
    }
  }
  return owners;
}

/** What befell the primary series belongs to the first culprit, which explains it; what befell others to the incident. */
function momentsOf(
  { incident, culprits, scene }: AnalysedIncident,
  report: Incident,
  isOwn: (rung: Rung) => boolean,
): Moment[] {
  const { primary, ladder, episodes } = incident;
  const explained = report.culprits[0]?.id ?? report.id;
  const refOf = (series: unknown): string =>
    series === primary.window.series ? explained : report.id;
  return [
    ...ladder.filter(isOwn).flatMap((rung) => {
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
