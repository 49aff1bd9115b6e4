import type { AnalysedCulprit, AnalysedIncident } from '../analysis/analyse.ts';
import type { Exemplar } from '../report/report.ts';
import type { LogSummary } from './log-summary.ts';

/** Raw lines by log and offset; undefined where the line cannot be had any more. */
export type LineLookup = (place: ExemplarPlace) => string | undefined;

export interface ExemplarPlace {
  readonly path: string;
  readonly offset: number;
}

/** Raw lines shown for one culprit at most. */
export const MOST_EXEMPLARS = 5;

/** Where a culprit's largest requests of the incident stand, largest first. */
export function exemplarPlaces(
  { finding }: AnalysedCulprit,
  { incident }: AnalysedIncident,
  logs: readonly LogSummary[],
): readonly ExemplarPlace[] {
  const { slice, cost } = finding.lead;
  if (slice === undefined) return [];
  const { largestByBytes, longest } = slice.summary;
  const bySize = cost === 'bytes-out' || cost === 'held-bytes';
  return (bySize ? largestByBytes : longest)
    .filter(({ startMs, endMs }) => endMs >= incident.startMs && startMs <= incident.endMs)
    .slice(0, MOST_EXEMPLARS)
    .flatMap(({ source, offset }) => {
      const path = logs[source]?.path;
      return path === undefined ? [] : [{ path, offset }];
    });
}

export function exemplarsOf(
  culprit: AnalysedCulprit,
  analysed: AnalysedIncident,
  parts: { readonly logs: readonly LogSummary[]; readonly lines: LineLookup },
): readonly Exemplar[] {
  return exemplarPlaces(culprit, analysed, parts.logs).flatMap((place) => {
    const line = parts.lines(place);
    return line === undefined ? [] : [{ ...place, line }];
  });
}
