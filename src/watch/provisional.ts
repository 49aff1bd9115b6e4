import { counted, duration } from '../report/numbers.ts';
import type { Incident, Report, SeriesInput } from '../report/report.ts';

/** So many samples of an incident are few. */
export const FEW_SAMPLES = 6;
/** A baseline shorter than this is said (method.md 3.10). */
export const SHORT_BASELINE_SECONDS: number = 2 * 60 * 60;
/** Windows of one incident join over a pause of so many steps of its series, or this time (incident.ts). */
const JOIN_STEPS = 2;
const JOIN_MS = 120_000;

/** Fewer samples of its series before an incident than this are no baseline: nothing is told of it. */
export const LEAST_BASELINE_SAMPLES = 12;

/** Whether enough is known of the time before an incident to call it one. */
export function hasBaseline(incident: Incident, report: Report): boolean {
  const series = seriesOf(incident, report);
  if (series === undefined) return true;
  const beforeMs = Date.parse(incident.start) - Date.parse(series.from);
  return beforeMs >= LEAST_BASELINE_SAMPLES * series.stepSeconds * 1000;
}

/** The series that an incident was seen in, as the report's inputs tell of it. */
function seriesOf({ primary, host }: Incident, { inputs }: Report): SeriesInput | undefined {
  const named = inputs.series.filter(({ name }) => name === primary.series);
  return named.find(({ node }) => node === host) ?? named[0];
}

/** Whether the series of an incident has been back for so long that another rise would be another incident. */
export function isOver(incident: Incident, report: Report): boolean {
  const series = seriesOf(incident, report);
  if (series === undefined) return true;
  const pauseMs = Math.max(JOIN_STEPS * series.stepSeconds * 1000, JOIN_MS);
  return Date.parse(series.to) - Date.parse(incident.end) > pauseMs;
}

/** Why what is said of an incident may change, in sentences. */
export function provisionalReasons(incident: Incident, report: Report): readonly string[] {
  const series = seriesOf(incident, report);
  if (series === undefined) return [];
  const reasons: string[] = [];
  const { stepSeconds } = series;
  const seconds = (Date.parse(incident.end) - Date.parse(incident.start)) / 1000;
  if (!isOver(incident, report)) {
    reasons.push(
      'It goes on: a request is logged when it ends, so those still running are not counted.',
    );
    const samples = Math.floor(seconds / stepSeconds) + 1;
    if (samples < FEW_SAMPLES) {
      reasons.push(
        `It shows in ${counted(samples, 'sample')} so far, one every ${duration(stepSeconds)}.`,
      );
    }
  }
  const before = (Date.parse(incident.start) - Date.parse(series.from)) / 1000;
  if (before < SHORT_BASELINE_SECONDS) {
    reasons.push(`Only ${duration(Math.max(0, before))} before it are known to compare with.`);
  }
  return reasons;
}
