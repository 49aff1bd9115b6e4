import { type Accusation, scoreOf } from './accusation.ts';
import type { Judgement } from './judgement.ts';
import { SUSPECT_SCORE } from './verdict.ts';

/** Another series tells an incident better than its primary one when it is explained so much better. */
const BETTER_TOLD = 1.5;

/**
 * An incident by the series that is explained best: its primary one, the first, unless another is clearly better. What
 * moved the other series and has a culprit of its own, who has nothing to do with the first, is an incident apart.
 * Only those are judged that may be told.
 */
export function toldApart(
  told: readonly Accusation[],
  judge: (accusation: Accusation, isAside: boolean) => Judgement,
): readonly Judgement[] {
  const [primary, ...others] = told;
  if (primary === undefined) return [];
  const best = others.reduce(
    (so, other) => (scoreOf(other) > scoreOf(so) * (so === primary ? BETTER_TOLD : 1) ? other : so),
    primary,
  );
  const isBestAside = isAside(best, told);
  const apart: Judgement[] = [judge(best, isBestAside)];
  for (const other of told) {
    if (apart.some(({ accusation }) => sharesCulprit(accusation, other))) continue;
    const isOtherAside = isAside(other, told);
    const judgement = judge(other, isOtherAside);
    // What explains the whole of it is told beside what was soon over, a suspect too.
    if (judgement.verdict === 'culprit' || (isBestAside && !isOtherAside)) apart.push(judgement);
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

/** What is over in less than this part of an incident is not what the incident was. */
const ASIDE_SHARE = 0.25;

/**
 * Whether the first who is accused explains only a series that was up for a small part of the time that another was, which was
 * so before, and of which he explains nothing worth telling. What stays up behind an incident says nothing against him.
 */
function isAside(one: Accusation, told: readonly Accusation[]): boolean {
  const [first] = one.accused;
  return told.some((other) => {
    const beforeMs = one.scene.incident.startMs - other.scene.incident.startMs;
    if (lengthOf(one) >= ASIDE_SHARE * lengthOf(other) || beforeMs < lengthOf(one)) return false;
    const there = other.scored.find(({ slice }) => slice === first?.lead.slice);
    return (there?.score ?? 0) < SUSPECT_SCORE;
  });
}

function lengthOf({ scene: { incident, bins } }: Accusation): number {
  return incident.episodes.reduce(
    (sum, { startMs, endMs }) => sum + endMs - startMs + bins.stepMs,
    0,
  );
}
