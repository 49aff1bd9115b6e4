import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../src/report/report.ts';
import { runCli } from './support/run-cli.ts';
import { TempFolder } from './support/temp-folder.ts';

const files = new TempFolder();

/** Each sample is a folder with one packed log, `metrics/` and the report that culprit writes about them. */
const samples = readdirSync('samples', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

function logOf(folder: string): string {
  const name = readdirSync(folder).find((file) => file.endsWith('.log.gz'));
  if (name === undefined) throw new Error(`${folder} holds no *.log.gz`);
  return join(folder, name);
}

async function report(argv: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await runCli(argv);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.toString();
}

/** Copies every metric file into a folder of its own; gives the folders in another order than the files had. */
function shuffled(metrics: string, sample: string): readonly string[] {
  const paths = readdirSync(metrics, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return paths.map((_, at) => {
    const path = paths[(at * STRIDE) % paths.length] ?? '';
    const folder = join(files.path, sample, String(at).padStart(3, '0'));
    const copy = join(folder, relative(metrics, path));
    mkdirSync(dirname(copy), { recursive: true });
    copyFileSync(path, copy);
    return folder;
  });
}

/** A prime that divides no number of files here, so that every file is taken once. */
const STRIDE = 31;

/** The report without what names files by their paths: the note on skipped files, and what was typed. */
function findings(json: string): Report {
  const { made: _made, ...whole } = JSON.parse(json) as Report;
  return { ...whole, limits: whole.limits.filter(({ code }) => code !== 'files-skipped') };
}

describe.each(samples)('samples/%s', (sample) => {
  const folder = join('samples', sample);
  const metrics = join(folder, 'metrics');

  it('gives its report, byte for byte', async () => {
    const text = await report([logOf(folder), '-m', metrics]);
    await expect(text).toMatchFileSnapshot(resolve(folder, 'report.md'));
  });

  it('gives the same findings whatever the order of the metric files', async () => {
    const log = logOf(folder);
    const inOrder = await report([log, '--format', 'json', '-m', metrics]);
    const folders = shuffled(metrics, sample);
    const inDisorder = await report([log, '--format', 'json', '-m', ...folders]);
    expect(findings(inDisorder)).toEqual(findings(inOrder));
  });
});
