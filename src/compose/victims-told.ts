import type { AnalysedIncident } from '../analysis/analyse.ts';
import { counted, duration } from '../report/numbers.ts';
import type { Incident, Limit } from '../report/report.ts';
import type { ReportParts } from './report-parts.ts';

/** Victims that are told by name: a slow machine has hundreds. */
export const MOST_VICTIMS = 5;

/** Who slowed down with everybody, slowest first. */
export function victimsTold({ victims }: Pick<AnalysedIncident, 'victims'>): Incident['victims'] {
  return victims.slice(0, MOST_VICTIMS).map(({ subject, secondsBefore, secondsDuring }) => ({
    subject,
    text: `slowed down from ${duration(secondsBefore)} to ${duration(secondsDuring)} without being asked more often`,
  }));
}

/** How many victims are not told by name. */
export function victimLimits({ analysis }: Pick<ReportParts, 'analysis'>): readonly Limit[] {
  const more = analysis.incidents.flatMap(({ victims }, at) =>
    victims.length <= MOST_VICTIMS
      ? []
      : [`${counted(victims.length - MOST_VICTIMS, 'more route')} in incident ${at + 1}`],
  );
  if (more.length === 0) return [];
  return [
    {
      code: 'victims-not-told',
      text: `Of the routes that slowed down with the others the ${MOST_VICTIMS} slowest of each incident are told, and not ${more.join(', ')}.`,
      remedy: 'see the durations of any route with culprit lines',
    },
  ];
}
