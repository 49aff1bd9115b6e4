import type { FoundIncident, Watched } from '../incidents/host-incidents.ts';
import { isFromLog } from '../incidents/log-series.ts';
import type { Accusation } from './accusation.ts';
import { type CulpritKind, kindOf } from './culprit-kind.ts';
import { isGivenBack } from './given-back.ts';
import { isUnknownWait } from './given-up.ts';
import { type LogShare, type UnloggedRise, unloggedRise } from './log-share.ts';
import { newProcessOf } from './new-process.ts';
import { goesByNumberAlone } from './number-alone.ts';
import { placeboOf } from './placebo.ts';
import type { Scene } from './scene.ts';
import type { Scored } from './score.ts';
import type { Finding } from './specificity.ts';
import { type UnseenHold, unseenHoldOf } from './unseen-hold.ts';
import { CULPRIT_SCORE, findingVerdict, type Placebo, type Verdict } from './verdict.ts';

/** Whom an incident is blamed on, and how surely. */
export interface JudgedCulprit {
  readonly finding: Finding;
  readonly kind: CulpritKind;
  readonly verdict: 'culprit' | 'suspect';
}

/** An accusation with the verdict on each that is accused. */
export interface Judgement {
  readonly accusation: Accusation;
  readonly placebo: Placebo;
  readonly culprits: readonly JudgedCulprit[];
  readonly verdict: Verdict;
  /** Present where nothing shows the requests that are accused of holding memory. */
  readonly unseen?: UnseenHold;
  /** Present where the logs hold less of what was served than at other times. */
  readonly unlogged?: UnloggedRise;
}

const NO_PLACEBO: Placebo = { tried: 0, asHigh: 0 };

/** Verdicts, after a look at other times where one of them may be `culprit`. */
export function judge(
  accusation: Accusation,
  {
    isShy,
    isAside,
    host,
  }: Pick<FoundIncident, 'isShy'> & {
    readonly host: Pick<Watched, 'series'> & { readonly share?: LogShare | undefined };
    /** Whether the series was up for a small part of the incident only. */
    readonly isAside: boolean;
  },
): Judgement {
  const { scene, scored, findings, accused } = accusation;
  const mayBeCulprit = (findings[0]?.lead.score ?? 0) >= CULPRIT_SCORE;
  const placebo = mayBeCulprit && !isFromLog(scene.series) ? placeboOf(scene, scored) : NO_PLACEBO;
  const [first] = accused;
  const unseen = first && unseenHoldOf(scene, first.lead, host.series);
  const unlogged = host.share && unloggedRise(host.share, scene.incident);
  // Where no resource shows that the host suffered, what the log tells of itself proves no harm.
  const doubt =
    newProcessOf(scene.incident) !== undefined ||
    isShy === true ||
    isAside ||
    unseen !== undefined ||
    isFromLog(scene.series) ||
    (first !== undefined && fitsOthersToo(scene, first.lead)) ||
    scene.isThin ||
    !scene.hasBefore ||
    unlogged !== undefined;
  const culprits = accused.map((finding) => ({
    finding,
    kind: kindOf(finding.lead, scene),
    verdict: findingVerdict(finding, findings, { placebo, doubt }),
  }));
  return {
    accusation,
    placebo,
    culprits,
    verdict: culprits[0]?.verdict ?? 'no-culprit-in-logs',
    ...(unseen === undefined ? {} : { unseen }),
    ...(unlogged === undefined ? {} : { unlogged }),
  };
}

/** Whether what is told of somebody would be the same if another one were the cause. */
function fitsOthersToo(scene: Scene, lead: Scored): boolean {
  return (
    lead.response.missing === true ||
    lead.response.letsGo !== undefined ||
    isGivenBack(scene, lead) ||
    isUnknownWait(scene, lead.subject) ||
    goesByNumberAlone(scene, lead)
  );
}
