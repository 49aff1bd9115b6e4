import { CollectedCase } from '../collected-case.ts';
import type { CaseResult } from '../evaluate-case.ts';
import type { LabelledCase } from '../labelled-case.ts';
import type { AblatedResults } from './ablation-table.ts';
import { analysisWithout } from './analysis-without.ts';

/** Judges all cases with each of the named things switched off: the inputs of a case are read once. */
export async function ablatedResults(
  cases: readonly LabelledCase[],
  names: readonly string[],
  { folder, say }: { readonly folder: string; readonly say: (text: string) => void },
): Promise<readonly AblatedResults[]> {
  if (names.length === 0) return [];
  const results = new Map(names.map((name): [string, CaseResult[]] => [name, []]));
  for (const [at, labelled] of cases.entries()) {
    const collected = await CollectedCase.of(labelled, folder);
    for (const [name, own] of results) {
      own.push(await collected.judged(await analysisWithout(name)));
    }
    say(`without, ${at + 1} of ${cases.length}: ${labelled.name}`);
  }
  return [...results].map(([name, own]) => ({ name, results: own }));
}
