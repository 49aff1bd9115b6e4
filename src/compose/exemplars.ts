import type { AnalysedCulprit, AnalysedIncident } from '../analysis/analyse.ts';
import type { Exemplar } from '../report/report.ts';
import type { LargeLine, Largeness } from '../second-look/largest-lines.ts';
import type { SecondLook } from '../second-look/looked.ts';
import type { LogSummary } from './log-summary.ts';
import type { ReportParts } from './report-parts.ts';

/** Raw lines by log and offset; undefined where the line cannot be had any more. */
export type LineLookup = (place: ExemplarPlace) => string | undefined;

export interface ExemplarPlace {
  readonly path: string;
  readonly offset: number;
  /** The raw line, where it is known already. */
  readonly line?: string;
}

/** Raw lines shown for one culprit at most. */
export const MOST_EXEMPLARS = 5;

/** By what the requests of a culprit are large. */
export function largenessOf({ finding }: AnalysedCulprit): Largeness {
  const { cost } = finding.lead;
  return cost === 'bytes-out' || cost === 'held-bytes' ? 'bytes' : 'duration';
}

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
  return (own?.largest ?? largestOfLog(culprit, analysed)).flatMap(({ source, offset, line }) => {
    const path = logs[source]?.path;
    if (path === undefined) return [];
    return [{ path, offset, ...(line === undefined ? {} : { line }) }];
  });
}

function largestOfLog(
  culprit: AnalysedCulprit,
  { incident }: AnalysedIncident,
): readonly LargeLine[] {
  const { slice } = culprit.finding.lead;
  if (slice === undefined) return [];
  const { largestByBytes, longest } = slice.summary;
  return (largenessOf(culprit) === 'bytes' ? largestByBytes : longest)
    .filter(({ startMs, endMs }) => endMs >= incident.startMs && startMs <= incident.endMs)
    .slice(0, MOST_EXEMPLARS)
    .map(({ source, offset }) => ({ source, offset, line: undefined }));
}

export function exemplarsOf(
  culprit: AnalysedCulprit,
  analysed: AnalysedIncident,
  parts: Pick<ReportParts, 'logs' | 'lines' | 'secondLook'>,
): readonly Exemplar[] {
  const { logs, secondLook } = parts;
  return exemplarPlaces(culprit, analysed, { logs, ...secondLook }).flatMap((place) => {
    const line = place.line ?? parts.lines(place);
    return line === undefined ? [] : [{ ...place, line }];
  });
}
