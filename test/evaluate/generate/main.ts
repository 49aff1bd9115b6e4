/** `npm run generate`: makes cases with a known truth. ../README.md tells what they are like. */
import { parseArgs } from 'node:util';
import { type BackgroundLog, readBackground } from './background-log.ts';
import { families, furtherFamilies } from './families.ts';
import { makeCase } from './made-case.ts';
import { writeCase } from './write-case.ts';

const USAGE = `npm run generate -- <folder> [--seed <n>] [--cases <n>] [--only <family,...>] [--background <access log>]...`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      cases: { type: 'string', default: '60' },
      only: { type: 'string' },
      background: { type: 'string', multiple: true, default: [] },
    },
  });
  const [folder] = positionals;
  const [seed, cases] = [Number(values.seed), Number(values.cases)];
  if (folder === undefined || !(Number.isSafeInteger(seed) && cases >= 1)) throw new Error(USAGE);
  const only = values.only?.split(',');
  const kinds =
    only === undefined
      ? families
      : [...families, ...furtherFamilies].filter(({ name }) => only.includes(name));
  const backgrounds = await readAll(values.background);
  for (let at = 0; at < cases; at++) {
    const family = kinds[at % kinds.length];
    if (family === undefined) throw new Error(`no such family: ${USAGE}`);
    const name = `g${String(at + 1).padStart(3, '0')}`;
    // One on from round to round, so that a family does not meet the same log again.
    const background = backgrounds[(at + Math.floor(at / kinds.length)) % backgrounds.length];
    const fixed = background === undefined ? {} : { background };
    await writeCase(folder, makeCase(name, family, seed * 1000 + at, fixed));
    process.stderr.write(`generate: ${name} ${family.name} ${background?.name ?? ''}\n`);
  }
}

async function readAll(paths: readonly string[]): Promise<readonly BackgroundLog[]> {
  const logs: BackgroundLog[] = [];
  for (const path of paths) logs.push(await readBackground(path));
  return logs;
}

await main();
