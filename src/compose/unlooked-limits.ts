import { bytes, counted, duration } from '../report/numbers.ts';
import type { Limit } from '../report/report.ts';
import { MAX_REREAD_BYTES, type Unlooked } from '../second-look/looked.ts';
import type { ReportParts } from './report-parts.ts';

/** What is said of incidents whose lines were not counted, by the reason. */
const reasons: Readonly<
  Record<Unlooked, (name: string) => { readonly why: string; readonly remedy: string }>
> = {
  pipe: (name) => ({
    why: `${name} cannot be read again`,
    remedy: 'name the log as a file',
  }),
  changed: (name) => ({
    why: `${name} is not there any more as it was read`,
    remedy: 'read a copy of it, or what rotation has made of it',
  }),
  'too-much': () => ({
    why: `more than ${bytes(MAX_REREAD_BYTES)} of logs would have to be read again`,
    remedy: 'cut the time with --from and --to',
  }),
};

/** Incidents whose figures are sums over buckets, since their lines could not be counted one by one. */
export function unlookedLimits({
  analysis,
  logs,
  secondLook,
}: Pick<ReportParts, 'analysis' | 'logs' | 'secondLook'>): readonly Limit[] {
  const unlooked = analysis.incidents.flatMap((incident) => {
    const found = secondLook?.unlooked.get(incident);
    return found === undefined ? [] : [{ ...found, widthMs: incident.scene.rollup.grid.widthMs }];
  });
  const first = new Map(unlooked.toReversed().map((one) => [one.why, one]));
  return [...first.values()].reverse().map(({ why, path, widthMs }) => {
    const name = logs.find((log) => log.path === path)?.name ?? path;
    const { why: text, remedy } = reasons[why](name);
    const incidents = unlooked.filter((one) => one.why === why).length;
    return {
      code: 'lines-not-counted',
      text: `The figures of ${counted(incidents, 'incident')} are sums over buckets of ${duration(widthMs / 1000)}, and not every largest request is shown: ${text}.`,
      remedy,
    };
  });
}
