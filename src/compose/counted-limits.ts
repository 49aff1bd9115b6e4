import { count } from '../report/numbers.ts';
import type { Limit } from '../report/report.ts';
import { type Counted, counted, countLimits } from '../second-look/count-limits.ts';
import type { ReportParts } from './report-parts.ts';

/** What there was more of than is told apart. */
const names: Readonly<Record<Counted, string>> = {
  clients: 'clients',
  names: 'names of a kind',
  targets: 'lines whose URLs are read',
  parameters: 'query parameters',
  values: 'values of query parameters',
  repeats: 'URLs of single clients',
};

/** Culprits whose lines hold more than is told apart when they are counted one by one. */
export function countedLimits({
  analysis,
  secondLook,
}: Pick<ReportParts, 'analysis' | 'secondLook'>): readonly Limit[] {
  const hit = new Set<Counted>();
  const ids: string[] = [];
  for (const [at, incident] of analysis.incidents.entries()) {
    for (const [place, { limitsHit }] of (
      secondLook?.looked.get(incident)?.culprits ?? []
    ).entries()) {
      if (limitsHit.size > 0) ids.push(`${at + 1}.${place + 1}`);
      for (const one of limitsHit) hit.add(one);
    }
  }
  if (hit.size === 0) return [];
  const bounds = counted
    .filter((one) => hit.has(one))
    .map((one) => `${count(countLimits[one])} ${names[one]}`);
  return [
    {
      code: 'lines-not-told-apart',
      text: `The lines of ${ids.join(', ')} hold more than is told apart, ${bounds.join(', ')}: what they have in common is told of the rest only.`,
      remedy: 'cut the time with --from and --to',
    },
  ];
}
