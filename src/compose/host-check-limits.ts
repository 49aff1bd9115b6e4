import type { AnalysedIncident } from '../analysis/analyse.ts';
import type { HostCheck } from '../analysis/host-check.ts';
import { isIncomplete } from '../analysis/log-share.ts';
import { isFromLog } from '../incidents/log-series.ts';
import { counted, duration, share } from '../report/numbers.ts';
import type { Limit } from '../report/report.ts';
import type { ReportParts } from './report-parts.ts';

/** Whether log and metrics are of the same times and requests, as far as the server's own counts tell. */
export function hostCheckLimits(parts: ReportParts): readonly Limit[] {
  const { checks } = parts.analysis;
  return [
    ...checks.flatMap(movedClock),
    ...uncheckedClocks(parts),
    ...checks.flatMap((check) => incompleteLog(check, parts)),
  ];
}

/** Clocks that disagree: the metrics were moved to the log's. */
function movedClock({ host, clock }: HostCheck): Limit[] {
  if (clock === undefined || clock.offsetMs === 0) return [];
  const { offsetMs, correlation, without, series } = clock;
  const way = offsetMs < 0 ? 'ahead of' : 'behind';
  const before = without === undefined ? 'they do not overlap' : without.toFixed(2);
  return [
    {
      code: 'clock-offset',
      text: `The metrics${ofHost(host)} run about ${duration(Math.abs(offsetMs) / 1000)} ${way} the log, and were moved by it: ${series.name} changes as the log does (correlation ${correlation.toFixed(2)}; without it ${before}).`,
      remedy: 'set both clocks by NTP; where it is whole hours, give the zone of the log with --tz',
    },
  ];
}

/** Incidents that nobody is found for may be set against the traffic of another time, where nothing tells. */
function uncheckedClocks({ series, analysis }: ReportParts): Limit[] {
  const unknown = new Set(
    analysis.checks.filter(({ clock }) => clock === undefined).map(({ host }) => host),
  );
  const isUnexplained = ({ host, scene, verdict }: AnalysedIncident): boolean =>
    unknown.has(host) && !isFromLog(scene.series) && verdict !== 'culprit';
  if (!analysis.incidents.some(isUnexplained)) return [];
  const counts = series.some(({ role }) => role === 'requests' || role === 'network');
  const why = counts
    ? 'The metrics that count what the log counts, requests or bytes sent, do not change clearly enough as it does'
    : 'No metric counts what the log counts, requests or bytes sent';
  return [
    {
      code: 'clocks-unchecked',
      text: `${why}: whether the clocks of both agree is not known. Where they do not, the wrong traffic was looked at.`,
      remedy:
        'give the server’s own count of requests too, or check the clocks and the zone (--tz)',
    },
  ];
}

function incompleteLog({ host, share: found }: HostCheck, { analysis }: ReportParts): Limit[] {
  const isLess = analysis.incidents.some((one) => one.host === host && one.unlogged !== undefined);
  if (found === undefined || !(isLess || isIncomplete(found))) return [];
  return [
    {
      code: 'log-incomplete',
      text: `The logs${ofHost(host)} hold ${share(found.logged / found.counted)} of the ${counted(found.counted, 'request')} that ${found.series.name} counted in the same time: what the others did is not seen.`,
      remedy: 'give the logs of all sites and servers of the host, with every request logged',
    },
  ];
}

function ofHost(host: string | undefined): string {
  return host === undefined ? '' : ` of ${host}`;
}
