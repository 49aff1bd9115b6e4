import { expect, it } from 'vitest';
import type { Culprit } from '../../../src/report/report.ts';
import type { CaseResult } from '../evaluate-case.ts';
import type { NamedCulprit } from '../judge.ts';
import type { LabelledCase } from '../labelled-case.ts';
import { madeCase, madeCulprit, madeIncident } from '../made.ts';
import { countsOf, isNamedWrongly } from './wrong-names.ts';

interface Named {
  readonly degree: NamedCulprit['degree'];
  readonly verdict?: Culprit['verdict'];
  readonly facts?: Partial<LabelledCase>;
}

/** A case in which somebody is named first, or nobody. */
function resultOf(named?: Named): CaseResult {
  const culprit = madeCulprit('1.1', 0.7, named?.verdict ?? 'culprit');
  const isRight = named?.degree === 'hit';
  const agreement = { jaccard: 0, recall: 0, purity: 0 };
  return {
    labelled: madeCase(named?.facts),
    usage: { wallSeconds: 1 },
    report: undefined,
    fault: undefined,
    judgement: {
      found: undefined,
      named: named === undefined ? [] : [{ culprit, agreement, degree: named.degree }],
      rank: isRight ? 1 : undefined,
      onsetSeconds: undefined,
      falseIncidents: 0,
      falseCulprits: named?.facts?.control === undefined ? 0 : 1,
      claim: named && { culprit, incident: madeIncident(10, 20), isRight },
    },
  };
}

const control = { control: 'other-cause', culprits: [] } as const;
const results: readonly CaseResult[] = [
  resultOf({ degree: 'hit' }),
  resultOf({ degree: 'partial' }),
  resultOf({ degree: 'miss' }),
  resultOf({ degree: 'miss', verdict: 'suspect' }),
  resultOf(),
  resultOf({ degree: 'miss', facts: control }),
  resultOf({ degree: 'miss', facts: { ...control, control: 'quiet' } }),
];

it('counts who is named wrongly, and how surely', () => {
  expect(countsOf(results)).toEqual({
    wrongCulprits: 1,
    wrongSuspects: 1,
    inPart: 1,
    silent: 1,
    controls: 2,
    falseCulprits: 2,
    quiet: 1,
    falseIncidents: 0,
  });
});

it('names wrongly who is no part of the culprit', () => {
  expect(results.map(isNamedWrongly)).toEqual([false, false, true, true, false, true, true]);
});
