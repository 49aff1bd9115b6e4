import type { AnalysedIncident } from './analyse.ts';

/** Another series tells an incident better than its primary one when it is explained so much better. */
const BETTER_TOLD = 1.5;

/**
 * An incident by the series that is explained best: its primary one, the first, unless another is clearly better. What
 * moved the other series and has a culprit of its own, who has nothing to do with the first, is an incident apart.
 */
export function toldApart(told: readonly AnalysedIncident[]): readonly AnalysedIncident[] {
  const [primary, ...others] = told;
  if (primary === undefined) return [];
  const best = others.reduce(
    (so, other) => (scoreOf(other) > scoreOf(so) * (so === primary ? BETTER_TOLD : 1) ? other : so),
    primary,
  );
  const apart: AnalysedIncident[] = [best];
  for (const other of told) {
    if (other.verdict === 'culprit' && !apart.some((one) => sharesCulprit(one, other))) {
      apart.push(other);
    }
  }
  return apart;
}

/** Whether the first of one names somebody or some page that any of the other names, or all traffic. */
function sharesCulprit(one: AnalysedIncident, other: AnalysedIncident): boolean {
  const [first] = other.culprits;
  if (first === undefined || one.culprits.length === 0) return true;
  const values = Object.entries(first.finding.lead.subject);
  return one.culprits.some(({ finding: { lead, aliases } }) =>
    [lead.subject, ...aliases].some((subject) => {
      const named = Object.entries(subject);
      const meets = values.some(([dimension, value]) =>
        named.some(([also, same]) => also === dimension && same === value),
      );
      return values.length === 0 || named.length === 0 || meets;
    }),
  );
}

export function scoreOf({ culprits }: AnalysedIncident): number {
  return culprits[0]?.finding.lead.score ?? 0;
}
