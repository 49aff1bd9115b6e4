import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { analyse } from '../../src/analysis/analyse.ts';
import type { Report } from '../../src/report/report.ts';
import { runCli } from '../support/run-cli.ts';
import { TempFolder } from '../support/temp-folder.ts';
import { CollectedCase } from './collected-case.ts';
import { argumentsOf, type CaseResult, evaluateCase } from './evaluate-case.ts';
import { families } from './generate/families.ts';
import type { FormatName } from './generate/log-formats.ts';
import { makeCase } from './generate/made-case.ts';
import type { Resolution } from './generate/resolutions.ts';
import { writeCase } from './generate/write-case.ts';
import { inProcessEngine } from './in-process-engine.ts';
import { madeCases } from './made-cases.ts';

const files = new TempFolder();
const SEED = 1;
const resolution: Resolution = {
  source: 'prometheus',
  stepSeconds: 15,
  spanSeconds: 5400,
  rate: 1,
};

/** Small cases of our own: what has to be named first, or that nothing has to. */
const expectations: Readonly<
  Record<string, { readonly format: FormatName; readonly kind?: string }>
> = {
  crawler: { format: 'apache_combined_D', kind: 'crawler-burst' },
  oversized: { format: 'json', kind: 'oversized-response' },
  aborts: { format: 'nginx_rt', kind: 'client-aborts' },
  uploadleak: { format: 'uwsgi', kind: 'steady-growth' },
  hog: { format: 'apache_combined' },
  none: { format: 'lighttpd' },
};

beforeAll(async () => {
  for (const [name, { format }] of Object.entries(expectations)) {
    const family = families.find((one) => one.name === name);
    if (family === undefined) throw new Error(`there is no family ${name}`);
    const fixed = { format, resolution, clockOffsetSeconds: 0 };
    await writeCase(files.path, makeCase(name, family, SEED, fixed));
  }
});

describe('small cases of our own', () => {
  it.each(Object.entries(expectations))('%s', async (name, { kind }) => {
    const labelled = (await madeCases(files.path)).find((one) => one.name === name);
    if (labelled === undefined) throw new Error(`${name} was not made`);
    const { judgement, fault } = await evaluateCase(labelled, inProcessEngine, files.path);
    expect(fault).toBeUndefined();
    expect(judgement?.falseCulprits).toBe(0);
    expect(judgement?.rank).toBe(kind === undefined ? undefined : 1);
    if (kind !== undefined) expect(judgement?.named[0]?.culprit.kind).toBe(kind);
  });

  it('are quiet where nothing is wrong', async () => {
    const quiet = (await madeCases(files.path)).filter(({ control }) => control === 'quiet');
    expect(quiet.map(({ name }) => name)).toEqual(['none']);
    for (const labelled of quiet) {
      const { report } = await evaluateCase(labelled, inProcessEngine, files.path);
      expect(report?.verdict).toBe('no-incident');
    }
  });
});

it('is told the same by the program as in this process', async () => {
  const labelled = (await madeCases(files.path)).find(({ name }) => name === 'crawler');
  if (labelled === undefined) throw new Error('crawler was not made');
  const program = (argv: readonly string[]): Buffer => {
    const { stdout, stderr } = spawnSync(process.execPath, ['bin/culprit.js', ...argv]);
    expect(stderr.toString()).toBe('');
    return stdout;
  };
  const report = program(argumentsOf(labelled));
  expect((await inProcessEngine(argumentsOf(labelled))).stdout.equals(report)).toBe(true);
  const path = join(files.path, 'report.json');
  writeFileSync(path, report);
  const lines = ['lines', '--report', path, '--culprit', '1.1'];
  expect((await inProcessEngine(lines)).stdout.equals(program(lines))).toBe(true);
});

it('is judged alike where a case is read once for several analyses', async () => {
  const labelled = (await madeCases(files.path)).find(({ name }) => name === 'oversized');
  if (labelled === undefined) throw new Error('oversized was not made');
  const byCommand = await evaluateCase(labelled, inProcessEngine, files.path);
  const collected = await CollectedCase.of(labelled, files.path);
  const [once, again] = [await collected.judged(analyse), await collected.judged(analyse)];
  const said = ({ judgement }: CaseResult): unknown => ({
    named: judgement?.named.map(({ culprit: { subject, score, verdict }, agreement, degree }) => ({
      subject,
      score,
      verdict,
      agreement,
      degree,
    })),
    onsetSeconds: judgement?.onsetSeconds,
    rank: judgement?.rank,
  });
  expect(said(once)).toEqual(said(byCommand));
  expect(said(again)).toEqual(said(once));
  const nobody = await collected.judged((hosts, options) => ({
    ...analyse(hosts, options),
    incidents: [],
  }));
  expect(nobody.judgement?.found).toBeUndefined();
});

describe('the captures of samples/', () => {
  it.each([
    ['crawler-hanging-backend', 'access.log.gz', 'crawler-burst', 'culprit'],
    ['oversized-proxied-response', 'lighttpd-access.log.gz', 'oversized-response', 'culprit'],
    ['slow-page', 'access.log.gz', 'slow-url', 'culprit'],
    ['unlogged-aborts', 'access.log.gz', 'steady-growth', 'suspect'],
    ['unfinished-heads', 'access.log.gz', 'saturation', 'culprit'],
    ['background-hog', 'access.log.gz', undefined, undefined],
  ])('%s: %s begins with %s', async (sample, log, kind, verdict) => {
    const folder = join('samples', sample);
    const argv = [join(folder, log), '-m', join(folder, 'metrics'), '--format', 'json'];
    const { incidents } = JSON.parse((await runCli(argv)).stdout.toString()) as Report;
    const [first] = incidents
      .flatMap(({ culprits }) => culprits.slice(0, 1))
      .sort((a, b) => b.score - a.score);
    expect(first?.kind).toBe(kind);
    expect(first?.verdict).toBe(verdict);
  });
});
