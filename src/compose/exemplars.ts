import type { AnalysedCulprit, AnalysedIncident } from '../analysis/analyse.ts';
import type { Exemplar } from '../report/report.ts';
import { largenessOf, MOST_EXEMPLARS, otherLargeness } from '../second-look/largeness.ts';
import type { LargeLine } from '../second-look/largest-lines.ts';
import type { SecondLook } from '../second-look/looked.ts';
import { isoTime } from './iso-time.ts';
import type { ExemplarPlace } from './line-lookup.ts';
import type { LogSummary } from './log-summary.ts';
import type { ReportParts } from './report-parts.ts';

/**
 * Where a culprit's largest requests of the incident stand, largest first: by the lines where they were counted, else those
 * of the whole log that lie in the incident.
 */
export function exemplarPlaces(
  culprit: AnalysedCulprit,
  analysed: AnalysedIncident,
  {
    logs,
    looked,
  }: { readonly logs: readonly LogSummary[]; readonly looked?: SecondLook['looked'] },
): readonly ExemplarPlace[] {
  const own = looked?.get(analysed)?.culprits[analysed.culprits.indexOf(culprit)];
  return (own?.largest ?? largestOfLog(culprit, analysed)).flatMap((request) => {
    const { source, offset, line, client } = request;
    const path = logs[source]?.path;
    if (path === undefined) return [];
    return [
      {
        path,
        offset,
        request,
        ...(line === undefined ? {} : { line }),
        ...(client === undefined ? {} : { client }),
      },
    ];
  });
}

function largestOfLog(
  culprit: AnalysedCulprit,
  { incident }: AnalysedIncident,
): readonly LargeLine[] {
  const { slice, subject } = culprit.finding.lead;
  if (slice === undefined) return [];
  const { largestByBytes: bytes, longest: duration } = slice.summary;
  const lists = { bytes, duration };
  const largeness = largenessOf(culprit);
  const own = lists[largeness];
  return (own.length === 0 ? lists[otherLargeness[largeness]] : own)
    .filter(({ startMs, endMs }) => endMs >= incident.startMs && startMs <= incident.endMs)
    .slice(0, MOST_EXEMPLARS)
    .map((request) => ({ ...request, line: undefined, client: subject.client }));
}

export function exemplarsOf(
  culprit: AnalysedCulprit,
  analysed: AnalysedIncident,
  parts: Pick<ReportParts, 'logs' | 'lines' | 'secondLook' | 'offsetMinutes'>,
): readonly Exemplar[] {
  const { logs, secondLook } = parts;
  return exemplarPlaces(culprit, analysed, { logs, ...secondLook }).flatMap((place) => {
    const line = place.line ?? parts.lines(place);
    return line === undefined ? [] : [exemplarOf(place, line, parts.offsetMinutes)];
  });
}

function exemplarOf(
  { path, offset, client, request: { startMs, endMs, bytes } }: ExemplarPlace,
  line: string,
  offsetMinutes: number,
): Exemplar {
  return {
    path,
    offset,
    line,
    start: isoTime(startMs, offsetMinutes),
    // A request of unknown duration begins where it ends.
    ...(endMs > startMs ? { durationSeconds: Math.round((endMs - startMs) * 1000) / 1e6 } : {}),
    ...(bytes === undefined ? {} : { bytes }),
    ...(client === undefined ? {} : { client }),
  };
}
