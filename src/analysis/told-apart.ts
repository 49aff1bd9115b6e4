import { type Accusation, scoreOf } from './accusation.ts';
import type { Judgement } from './judgement.ts';

/** Another series tells an incident better than its primary one when it is explained so much better. */
const BETTER_TOLD = 1.5;

/**
 * An incident by the series that is explained best: its primary one, the first, unless another is clearly better. What
 * moved the other series and has a culprit of its own, who has nothing to do with the first, is an incident apart.
 * Only those are judged that may be told.
 */
export function toldApart(
  told: readonly Accusation[],
  judge: (accusation: Accusation) => Judgement,
): readonly Judgement[] {
  const [primary, ...others] = told;
  if (primary === undefined) return [];
  const best = others.reduce(
    (so, other) => (scoreOf(other) > scoreOf(so) * (so === primary ? BETTER_TOLD : 1) ? other : so),
    primary,
  );
  const apart: Judgement[] = [judge(best)];
  for (const other of told) {
    if (apart.some(({ accusation }) => sharesCulprit(accusation, other))) continue;
    const judgement = judge(other);
    if (judgement.verdict === 'culprit') apart.push(judgement);
  }
  return apart;
}

/** Whether the first of one names somebody or some page that any of the other names, or all traffic. */
function sharesCulprit(one: Accusation, other: Accusation): boolean {
  const [first] = other.accused;
  if (first === undefined || one.accused.length === 0) return true;
  const values = Object.entries(first.lead.subject);
  return one.accused.some(({ lead, aliases }) =>
    [lead.subject, ...aliases].some((subject) => {
      const named = Object.entries(subject);
      const meets = values.some(([dimension, value]) =>
        named.some(([also, same]) => also === dimension && same === value),
      );
      return values.length === 0 || named.length === 0 || meets;
    }),
  );
}
