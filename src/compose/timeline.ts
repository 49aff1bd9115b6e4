import type { AnalysedIncident, Analysis } from '../analysis/analyse.ts';
import { quantity } from '../report/numbers.ts';
import type { Incident, TimelineEntry } from '../report/report.ts';
import { isoTime } from './iso-time.ts';
import { unitOf } from './series-unit.ts';

interface Moment extends Omit<TimelineEntry, 'time'> {
  readonly timeMs: number;
}

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

function momentsOf({ incident, culprits, scene }: AnalysedIncident, report: Incident): Moment[] {
  const moments: Moment[] = incident.ladder.map(({ window, onset }) => {
    const { name } = window.series;
    const unit = unitOf(window.series);
    const from = quantity(window.baseline, unit);
    const to = quantity(window.peak, unit);
    return {
      timeMs: onset.timeMs,
      kind: 'onset',
      text: `${name} leaves ${from}, up to ${to}`,
      ref: report.id,
    };
  });
  for (const [at, { finding }] of culprits.entries()) {
    const culprit = report.culprits[at];
    if (culprit === undefined) continue;
    moments.push({
      timeMs: scene.incident.primary.onset.timeMs - finding.lead.factors.leadSeconds * 1000,
      kind: 'culprit',
      text: `${culprit.verdict} ${culprit.id} sets in`,
      ref: culprit.id,
    });
  }
  for (const episode of incident.episodes) {
    const { name } = episode.series;
    moments.push({
      timeMs: episode.endMs,
      kind: 'recovery',
      text: `${name} is back`,
      ref: report.id,
    });
  }
  return moments;
}
