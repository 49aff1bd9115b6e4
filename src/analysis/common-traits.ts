import { isDerivedSubject } from './broad-subject.ts';
import type { Scored } from './score.ts';

/** A trait tells more than all traffic where it carries this share of the surplus… */
const SURPLUS_SHARE = 0.8;
/** …and no more than this share of what was usual: a surge of everybody is one of each large folder as well. */
const USUAL_SHARE = 0.5;

/**
 * What nearly all of the surplus of all traffic has in common though no dimension names it, such as the want of a referer: those
 * that set it apart from the usual traffic as well as the best of them does.
 */
export function commonTraits(all: Scored, scored: readonly Scored[]): readonly Scored[] {
  const apart = scored
    .filter(({ subject, cost }) => isDerivedSubject(subject) && cost === all.cost)
    .map((one) => ({
      one,
      surplus: one.excess / all.excess,
      usual: one.factors.expected / all.factors.expected,
    }))
    .filter(({ surplus, usual }) => surplus >= SURPLUS_SHARE && usual <= USUAL_SHARE);
  const lasting = apart.filter(({ one }) => one.subject.new === undefined);
  // None of what is new was usual: that tells less than what some always had.
  const told = lasting.length > 0 ? lasting : apart;
  const best = Math.max(...told.map(({ surplus, usual }) => surplus - usual));
  return told.filter(({ surplus, usual }) => surplus - usual >= SAME * best).map(({ one }) => one);
}

/** Traits apart by such a share of the best are told of the same requests. */
const SAME = 0.95;
