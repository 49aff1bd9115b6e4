import type { AnalysedCulprit, AnalysedIncident } from '../analysis/analyse.ts';
import { isLevel } from '../analysis/cost-kind.ts';
import type { Response } from '../analysis/response.ts';
import type { Evidence } from '../report/report.ts';
import type { LogSummary } from './log-summary.ts';
import { untoldBy } from './untold.ts';

/** Says of a culprit that is judged by time in flight which the log does not tell where that was taken from, and what would tell it. */
export function impliedDurations(
  { finding }: AnalysedCulprit,
  { scene }: AnalysedIncident,
  logs: readonly LogSummary[],
): Evidence | undefined {
  const { cost, response } = finding.lead;
  const { durations, paths } = scene.tier;
  if (durations === 'logged' || !isLevel(cost)) return undefined;
  const log = logs.find(({ path }) => paths.includes(path));
  const remedy =
    log && untoldBy(log.fields, log.server).find(({ code }) => code === 'no-durations')?.remedy;
  const how = howTold(response);
  const toKnow = remedy === undefined ? '' : `. To know it, ${remedy}`;
  return { factor: 'implied-durations', value: 0, text: `${how}${toKnow}.` };
}

function howTold({ hold, missing, letsGo }: Response): string {
  if (letsGo)
    return 'How long its requests ran is not logged: that they did is told by lines that came whenever it fell';
  if (missing)
    return 'How long its requests ran is not logged: that they did is told by lines that did not come';
  return hold !== undefined
    ? 'How long its responses were held is not logged: times were tried, and the one that fits is told above'
    : 'How long its requests ran is not logged: it was read off the order of the lines, which gives a lower bound';
}
