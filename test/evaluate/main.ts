/** `npm run evaluate`: runs culprit on cases with a known truth and tells how often it is right. README.md tells how. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atOnce } from './at-once.ts';
import { captures } from './captures.ts';
import { evaluateCase } from './evaluate-case.ts';
import { evaluationJson } from './json.ts';
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
  const { seed, jobs } = options;
  const all = [...(await captures(options.folder)), ...(await madeCases(options.folder))];
  const cases = chosen(all, options.only);
  if (cases.length === 0) throw new Error(`${options.folder} holds neither real/ nor cases/`);
  const engine = spawnedEngine(options.limitSeconds);
  let done = 0;
  const results = await atOnce(cases, jobs, async (one) => {
    const result = await evaluateCase(one, engine, folder);
    done += 1;
    say(`${done} of ${cases.length}: ${one.name}, ${result.usage.wallSeconds.toFixed(1)} s`);
    return result;
  });
  const text = options.format === 'json' ? evaluationJson : evaluationMarkdown;
  process.stdout.write(text(results, seed));
}

function say(text: string): void {
  process.stderr.write(`evaluate: ${text}\n`);
}

await main();
