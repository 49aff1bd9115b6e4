import { countsOf, toldCodes } from './degraded/wrong-names.ts';
import type { CaseResult } from './evaluate-case.ts';
import { type Figures, figuresOf } from './figures.ts';
import { groupsOf } from './groups.ts';
import type { Judgement } from './judge.ts';
import { resolutionOf } from './labelled-case.ts';
import type { Outcome } from './outcome.ts';

/** All that is told of an evaluation, as JSON: figures pooled and by group, and what came of each case. */
export function evaluationJson(
  { results, ablated, degraded, rivalries }: Outcome,
  seed: number,
): string {
  const by = (groupOf: (result: CaseResult) => string): Readonly<Record<string, Figures>> =>
    Object.fromEntries(
      groupsOf(results, groupOf).map(([name, own]) => [name, figuresOf(own, seed)]),
    );
  const told = {
    pooled: figuresOf(results, seed),
    origins: by(({ labelled }) => labelled.origin),
    families: by(({ labelled }) => labelled.family),
    resolutions: by(({ labelled }) => resolutionOf(labelled)),
    formats: by(({ labelled }) => labelled.format),
    without: Object.fromEntries(
      ablated.map(({ name, results: own }) => [name, figuresOf(own, seed)]),
    ),
    degraded: Object.fromEntries(
      degraded.map(({ name, results: own }) => [
        name,
        { ...figuresOf(own, seed), ...countsOf(own), cases: own.map(caseJson) },
      ]),
    ),
    baselines: Object.fromEntries(
      rivalries.map(({ result, ranks }) => [result.labelled.name, ranks]),
    ),
    cases: results.map(caseJson),
  };
  return `${JSON.stringify(told, undefined, 2)}\n`;
}

function caseJson(result: CaseResult): unknown {
  const { labelled, report, judgement, usage, fault } = result;
  return {
    case: labelled.name,
    family: labelled.family,
    source: labelled.source,
    stepSeconds: labelled.stepSeconds,
    format: labelled.format,
    control: labelled.control,
    fault,
    verdict: report?.verdict,
    incidents: report?.incidents.length,
    told: [...toldCodes(result)].sort(),
    foundIncident: judgement?.found?.incident.id,
    rank: judgement?.rank,
    onsetSeconds: judgement?.onsetSeconds,
    falseIncidents: judgement?.falseIncidents,
    falseCulprits: judgement?.falseCulprits,
    claims: judgement && claimsJson(judgement),
    named: judgement?.named.map(({ culprit, agreement, degree }) => ({
      id: culprit.id,
      verdict: culprit.verdict,
      score: culprit.score,
      kind: culprit.kind,
      cost: culprit.cost,
      subject: culprit.subject,
      degree,
      ...agreement,
    })),
    usage,
  };
}

/** What was named in the incident that is judged, or in the one that a report is surest of: `npm run calibrate` goes by it. */
function claimsJson({ named, claim }: Judgement): unknown {
  const judged = named.map(({ culprit, degree }) => ({ culprit, isRight: degree === 'hit' }));
  const claims =
    judged.length > 0
      ? judged
      : (claim?.incident.culprits ?? []).map((culprit) => ({ culprit, isRight: false }));
  return claims.map(({ culprit: { product, rank, score, verdict }, isRight }) => ({
    product,
    isFirst: rank === 1,
    isProven: verdict === 'culprit',
    score,
    isRight,
  }));
}
