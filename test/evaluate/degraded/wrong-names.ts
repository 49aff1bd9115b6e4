import type { CaseResult } from '../evaluate-case.ts';

/** How often reports name somebody who is not guilty, or nobody. */
export interface WrongNames {
  /** Named first and no part of the culprit, by verdict; controls are counted apart. */
  readonly wrongCulprits: number;
  readonly wrongSuspects: number;
  /** The culprit is a part of what is named first. */
  readonly inPart: number;
  readonly silent: number;
  readonly controls: number;
  /** Controls on which a culprit is named. */
  readonly falseCulprits: number;
  readonly quiet: number;
  /** Quiet cases of which an incident is told. */
  readonly falseIncidents: number;
}

export function countsOf(results: readonly CaseResult[]): WrongNames {
  const count = (wanted: (result: CaseResult) => boolean): number => results.filter(wanted).length;
  const wrong = (verdict: 'culprit' | 'suspect') => (result: CaseResult) =>
    isGuilty(result) && isNamedWrongly(result) && verdictOf(result) === verdict;
  return {
    wrongCulprits: count(wrong('culprit')),
    wrongSuspects: count(wrong('suspect')),
    inPart: count(isInPart),
    silent: count((result) => isGuilty(result) && result.judgement?.claim === undefined),
    controls: count((result) => !isGuilty(result)),
    falseCulprits: count(
      (result) => !isGuilty(result) && (result.judgement?.falseCulprits ?? 0) > 0,
    ),
    quiet: count(isQuiet),
    falseIncidents: count(
      (result) => isQuiet(result) && (result.judgement?.falseIncidents ?? 0) > 0,
    ),
  };
}

/** Whether what is named first is no part of a culprit. */
export function isNamedWrongly(result: CaseResult): boolean {
  const claim = result.judgement?.claim;
  return claim !== undefined && !claim.isRight && !isInPart(result);
}

/** The codes of all that a report says of its limits, whole and of single incidents. */
export function toldCodes({ report }: CaseResult): ReadonlySet<string> {
  const reasons = report?.incidents.flatMap((incident) => incident.reasons) ?? [];
  return new Set([...(report?.limits ?? []), ...reasons].map(({ code }) => code));
}

function isInPart({ judgement }: CaseResult): boolean {
  return judgement?.named[0]?.degree === 'partial';
}

function isGuilty({ labelled }: CaseResult): boolean {
  return labelled.control === undefined;
}

function isQuiet({ labelled }: CaseResult): boolean {
  return labelled.control === 'quiet';
}

function verdictOf({ judgement }: CaseResult): string | undefined {
  return judgement?.claim?.culprit.verdict;
}
