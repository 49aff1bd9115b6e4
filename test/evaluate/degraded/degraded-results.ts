import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { analyse } from '../../../src/analysis/analyse.ts';
import { ExpectedError } from '../../../src/errors.ts';
import { CollectedCase } from '../collected-case.ts';
import type { CaseResult } from '../evaluate-case.ts';
import type { LabelledCase } from '../labelled-case.ts';
import { type Degradation, degradations } from './degradations.ts';

/** What came of the cases that have what a degradation takes away. */
export interface DegradedResults {
  readonly name: string;
  readonly degradation: Degradation;
  readonly results: readonly CaseResult[];
}

/** Judges all cases with their inputs degraded in each of the named ways. */
export async function degradedResults(
  cases: readonly LabelledCase[],
  names: readonly string[],
  { folder, say }: { readonly folder: string; readonly say: (text: string) => void },
): Promise<readonly DegradedResults[]> {
  const results = names.map((name) => ({
    name,
    degradation: named(name),
    results: [] as CaseResult[],
  }));
  if (names.length === 0) return results;
  for (const [at, labelled] of cases.entries()) {
    const collected = await CollectedCase.of(labelled, folder);
    for (const { degradation, results: own } of results) {
      const result = await judged(collected, degradation, folder);
      if (result !== undefined) own.push(result);
    }
    say(`degraded, ${at + 1} of ${cases.length}: ${labelled.name}`);
  }
  return results;
}

function withoutReport(labelled: LabelledCase, fault: string): CaseResult {
  const usage = { wallSeconds: 0 };
  return { labelled, usage, report: undefined, judgement: undefined, fault };
}

function named(name: string): Degradation {
  const found = degradations[name];
  if (found === undefined) throw new Error(`there is no degradation ${name}`);
  return found;
}

async function judged(
  collected: CollectedCase,
  degradation: Degradation,
  folder: string,
): Promise<CaseResult | undefined> {
  await mkdir(folder, { recursive: true });
  const own = await mkdtemp(join(folder, 'degraded-'));
  try {
    const less = await degradation.of(collected, own);
    return await less?.judged(analyse);
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    return withoutReport(collected.labelled, error.what);
  } finally {
    await rm(own, { recursive: true });
  }
}
