import type { Accusation } from './accusation.ts';
import type { AnalysedCulprit } from './analyse.ts';
import { kindOf } from './culprit-kind.ts';
import type { FoundIncident } from './host-incidents.ts';
import { isFromLog } from './log-series.ts';
import { newProcessOf } from './new-process.ts';
import { placeboOf } from './placebo.ts';
import { CULPRIT_SCORE, findingVerdict, type Placebo, type Verdict } from './verdict.ts';

/** An accusation with the verdict on each that is accused. */
export interface Judgement {
  readonly accusation: Accusation;
  readonly placebo: Placebo;
  readonly culprits: readonly AnalysedCulprit[];
  readonly verdict: Verdict;
}

const NO_PLACEBO: Placebo = { tried: 0, asHigh: 0 };

/** Verdicts, after a look at other times where one of them may be `culprit`. */
export function judge(accusation: Accusation, { isShy }: Pick<FoundIncident, 'isShy'>): Judgement {
  const { scene, scored, findings, accused } = accusation;
  const mayBeCulprit = (findings[0]?.lead.score ?? 0) >= CULPRIT_SCORE;
  const placebo = mayBeCulprit && !isFromLog(scene.series) ? placeboOf(scene, scored) : NO_PLACEBO;
  // Where no resource shows that the host suffered, what the log tells of itself proves no harm.
  const doubt =
    newProcessOf(scene.incident) !== undefined ||
    isShy === true ||
    isFromLog(scene.series) ||
    scene.isThin;
  const culprits = accused.map((finding) => ({
    finding,
    kind: kindOf(finding.lead, scene),
    verdict: findingVerdict(finding, findings, { placebo, doubt }),
  }));
  return { accusation, placebo, culprits, verdict: culprits[0]?.verdict ?? 'no-culprit-in-logs' };
}
