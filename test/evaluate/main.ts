/** `npm run evaluate`: runs culprit on cases with a known truth and tells how often it is right. README.md tells how. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ablatedResults } from './ablation/ablated-results.ts';
import { atOnce } from './at-once.ts';
import type { Rivalry } from './baselines/baseline-table.ts';
import { judgeBaselines } from './baselines/judge-baselines.ts';
import { captures } from './captures.ts';
import { degradedResults } from './degraded/degraded-results.ts';
import type { Engine } from './engine.ts';
import { type CaseResult, evaluateCase } from './evaluate-case.ts';
import { evaluationJson } from './json.ts';
import type { LabelledCase } from './labelled-case.ts';
import { madeCases } from './made-cases.ts';
import { chosen, type EvaluateOptions, evaluateOptions } from './options.ts';
import { spawnedEngine } from './spawned-engine.ts';
import { evaluationMarkdown } from './tables.ts';

async function main(): Promise<void> {
  const options = evaluateOptions(process.argv.slice(2));
  const folder = mkdtempSync(join(tmpdir(), 'culprit-evaluate-'));
  try {
    await evaluate(options, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function evaluate(options: EvaluateOptions, folder: string): Promise<void> {
  const { seed, jobs, limitSeconds } = options;
  const all = [...(await captures(options.folder)), ...(await madeCases(options.folder))];
  const named = chosen(all, options.only);
  const cases = options.withoutMetrics ? named.map(withoutMetrics) : named;
  if (cases.length === 0) throw new Error(`${options.folder} holds neither real/ nor cases/`);
  const engine = spawnedEngine(limitSeconds);
  const results = await evaluateAll(cases, { engine, jobs, folder });
  const ablated = await ablatedResults(cases, options.without, { folder, say });
  const degraded = await degradedResults(cases, options.degraded, { folder, say });
  const rivalries = options.withBaselines ? await rivalriesOf(results, jobs) : [];
  const outcome = { results, ablated, degraded, rivalries };
  const text = options.format === 'json' ? evaluationJson : evaluationMarkdown;
  process.stdout.write(text(outcome, seed));
}

function withoutMetrics(labelled: LabelledCase): LabelledCase {
  return { ...labelled, metrics: undefined };
}

async function evaluateAll(
  cases: readonly LabelledCase[],
  {
    engine,
    jobs,
    folder,
  }: { readonly engine: Engine; readonly jobs: number; readonly folder: string },
): Promise<readonly CaseResult[]> {
  let done = 0;
  return atOnce(cases, jobs, async (one) => {
    const result = await evaluateCase(one, engine, folder);
    done += 1;
    say(`${done} of ${cases.length}: ${one.name}, ${result.usage.wallSeconds.toFixed(1)} s`);
    return result;
  });
}

async function rivalriesOf(
  results: readonly CaseResult[],
  jobs: number,
): Promise<readonly Rivalry[]> {
  const guilty = results.filter(({ labelled }) => labelled.control === undefined);
  return atOnce(guilty, jobs, async (result) => {
    const ranks = await judgeBaselines(result.labelled);
    say(`baselines: ${result.labelled.name}`);
    return { result, ranks };
  });
}

function say(text: string): void {
  process.stderr.write(`evaluate: ${text}\n`);
}

await main();
