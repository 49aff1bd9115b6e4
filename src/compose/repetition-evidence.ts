import type { AnalysedCulprit, AnalysedIncident } from '../analysis/analyse.ts';
import { combinedPlacebo } from '../analysis/combined-placebo.ts';
import type { RepeatedRises } from '../analysis/repeated-rises.ts';
import { counted, share } from '../report/numbers.ts';
import type { Evidence } from '../report/report.ts';
import { round } from './evidence.ts';

/** What the other rises of the series, and other incidents, say of a culprit (method.md 3.9): facts beside the score. */
export function repetitionEvidence(
  { repeated }: AnalysedCulprit,
  incident: AnalysedIncident,
  context: { readonly isFirst: boolean; readonly all: readonly AnalysedIncident[] },
): readonly Evidence[] {
  const series = incident.scene.series.name;
  return [
    ...(repeated === undefined ? [] : [coincidence(repeated, series), ...doseResponse(repeated)]),
    ...(context.isFirst ? placebos(incident, context.all) : []),
  ];
}

function coincidence(repeated: RepeatedRises, series: string): Evidence {
  const { rises, preceded, bursts, followed, hosts, byWholeDays, chance } = repeated;
  const where = hosts === 1 ? 'in these logs' : `on ${counted(hosts, 'host')}`;
  const moved = byWholeDays ? 'by whole days' : 'in time';
  return {
    factor: 'repetition',
    value: round(chance),
    text: `${preceded} of ${counted(rises, 'rise')} of ${series} ${where} had it, and ${burstsText(bursts, followed)}. Of all ways to move its bursts ${moved}, ${share(chance)} meet as many rises.`,
  };
}

function burstsText(bursts: number, followed: number): string {
  if (bursts === 0) return 'it came in no bursts';
  if (bursts === 1) return `its only burst had ${followed === 1 ? 'a rise' : 'none'}`;
  return `${followed} of its ${bursts} bursts had a rise`;
}

/** From here on ranks say something. */
const NOTABLE = 0.5;

function doseResponse({ doseResponse: rho, rises }: RepeatedRises): readonly Evidence[] {
  if (rho === undefined) return [];
  const figures = `rank correlation ${rho.toFixed(2)} over ${counted(rises, 'rise')}`;
  const text =
    rho >= NOTABLE
      ? `The more of it there was, the higher the rise: ${figures}.`
      : `How much of it there was tells little of how high the rise was: ${figures}.`;
  return [{ factor: 'dose-response', value: round(rho), text }];
}

function placebos(
  incident: AnalysedIncident,
  all: readonly AnalysedIncident[],
): readonly Evidence[] {
  const combined = combinedPlacebo(incident, all);
  if (combined === undefined) return [];
  const { incidents, chance } = combined;
  return [
    {
      factor: 'combined-placebo',
      value: round(chance),
      text: `It is named first in ${counted(incidents, 'incident')} of this kind: by the other times that each was set against, together by chance in ${share(chance)} of all cases (Fisher’s method).`,
    },
  ];
}
