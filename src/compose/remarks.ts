import type { AnalysedIncident } from '../analysis/analyse.ts';
import { isFromLog } from '../analysis/log-series.ts';
import type { Reason } from '../report/report.ts';

/** What bounds the verdict on an incident, or belongs to it, whoever is named. */
export function remarksOf(analysed: AnalysedIncident): readonly Reason[] {
  return logOnly(analysed);
}

function logOnly({ scene }: AnalysedIncident): Reason[] {
  if (!isFromLog(scene.series)) return [];
  return [
    {
      code: 'log-only',
      text: 'No resource of the host was being watched at this time: the log alone shows that its traffic changed, not that the host suffered, so that nobody is called more than a suspect.',
    },
  ];
}
