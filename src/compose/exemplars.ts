import type { AnalysedCulprit, AnalysedIncident } from '../analysis/analyse.ts';
import type { Exemplar } from '../report/report.ts';
import type { LargeRequest } from '../rollup/largest.ts';
import type { LargeLine, Largeness } from '../second-look/largest-lines.ts';
import type { SecondLook } from '../second-look/looked.ts';
import { isoTime } from './iso-time.ts';
import type { LogSummary } from './log-summary.ts';
import type { ReportParts } from './report-parts.ts';

/** Raw lines by log and offset; undefined where the line cannot be had any more. */
export type LineLookup = (place: ExemplarPlace) => string | undefined;

export interface ExemplarPlace {
  readonly path: string;
  readonly offset: number;
  readonly request: LargeRequest;
  /** The raw line and the client, where they are known already. */
  readonly line?: string;
  readonly client?: string;
}

/** Raw lines shown for one culprit at most. */
export const MOST_EXEMPLARS = 5;

/** By what the requests of a culprit are large. */
export function largenessOf({ finding }: AnalysedCulprit): Largeness {
  const { cost } = finding.lead;
  return cost === 'bytes-out' || cost === 'held-bytes' ? 'bytes' : 'duration';
}

/** What a culprit's requests are told by where the log does not carry the first. */
export const otherLargeness: Readonly<Record<Largeness, Largeness>> = {
  bytes: 'duration',
  duration: 'bytes',
};

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
