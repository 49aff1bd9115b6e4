import type { AnalysedIncident } from '../analysis/analyse.ts';
import { logBeginMs } from '../analysis/log-begin.ts';
import { counted, duration } from '../report/numbers.ts';
import type { Limit } from '../report/report.ts';
import { dateTime } from '../report/times.ts';
import { isoTime } from './iso-time.ts';
import type { ReportParts } from './report-parts.ts';

/** Incidents of which the logs hold a part, or nothing. */
export function coverLimits({
  analysis: { incidents },
  offsetMinutes,
}: Pick<ReportParts, 'analysis' | 'offsetMinutes'>): readonly Limit[] {
  const uncovered = incidents.map(uncoveredOf).filter((one) => one !== undefined);
  const [most] = [...uncovered].sort((a, b) => b.lateMs + b.earlyMs - a.lateMs - a.earlyMs);
  if (most === undefined) return [];
  const { beginMs, endMs, lateMs, earlyMs } = most;
  const time = (ms: number): string => dateTime(isoTime(ms, offsetMinutes));
  const late = `begin ${time(beginMs)}, ${duration(lateMs / 1000)} after it did`;
  const early = `end ${time(endMs)}, ${duration(earlyMs / 1000)} before it does`;
  const which =
    uncovered.length === 1
      ? 'of an incident'
      : `of ${counted(uncovered.length, 'incident')}, the least of one`;
  return [
    {
      code: 'logs-cover-part',
      text: `The logs hold only a part ${which}: they ${[...(lateMs > 0 ? [late] : []), ...(earlyMs > 0 ? [early] : [])].join(', and ')}.`,
      remedy: 'give the logs of the whole incident, those that rotation has put aside too',
    },
  ];
}

interface Uncovered {
  readonly beginMs: number;
  readonly endMs: number;
  /** By how much the log begins after the incident, and ends before it; 0 where it does not. */
  readonly lateMs: number;
  readonly earlyMs: number;
}

/** A step of the series is no difference. */
function uncoveredOf({ incident, scene }: AnalysedIncident): Uncovered | undefined {
  const { rollup, series } = scene;
  const beginMs = logBeginMs(rollup);
  const endMs = rollup.span?.toMs;
  if (beginMs === undefined || endMs === undefined) return undefined;
  const stepMs = series.stepSeconds * 1000;
  const beyond = (ms: number): number => (ms > stepMs ? ms : 0);
  const lateMs = beyond(beginMs - incident.startMs);
  const earlyMs = beyond(incident.endMs - endMs);
  return lateMs > 0 || earlyMs > 0 ? { beginMs, endMs, lateMs, earlyMs } : undefined;
}
