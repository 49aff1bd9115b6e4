import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../../support/run-cli.ts';
import { TempFolder } from '../../support/temp-folder.ts';
import { inflated } from '../log-lines.ts';
import { madeCases } from '../made-cases.ts';
import { families, furtherFamilies } from './families.ts';
import { formatNames } from './log-formats.ts';
import { makeCase } from './made-case.ts';
import { rangesOf } from './truth.ts';
import { writeCase } from './write-case.ts';

const files = new TempFolder();
const resolution = { source: 'table', stepSeconds: 60, spanSeconds: 3600, rate: 0.3 } as const;

const all = [...families, ...furtherFamilies];

it.each(all.map((family) => [family.name, family] as const))(
  '%s: a line for each request, and a window where something is wrong',
  async (name, family) => {
    const folder = files.folder(name);
    const [own] = family.resolutions ?? [];
    const fixed = { resolution: own === undefined ? resolution : { ...own, rate: 0.03 } };
    await writeCase(folder, makeCase('c1', family, 7, fixed));
    const [labelled] = await madeCases(folder);
    if (labelled === undefined) throw new Error('no case was written');
    expect(labelled.windows.length > 0).toBe(labelled.control !== 'quiet');
    const isGuilty = labelled.control === undefined || labelled.control === 'unidentifiable';
    expect(labelled.culprits.length > 0).toBe(isGuilty);
    expect(labelled.logs).toHaveLength(family.hosts ?? 1);
    const logs = await Promise.all(labelled.logs.map(({ path }) => labelled.linesOf(path)));
    const owners = logs.flatMap((lines) => [...(lines?.culprits ?? [])]);
    for (const { id } of labelled.culprits) expect(owners).toContain(id);
  },
);

describe('a case', () => {
  const [family] = families;
  if (family === undefined) throw new Error('there are no families');

  it('is the same for the same seed', async () => {
    const [one, other] = ['one', 'other'].map((name) => files.folder(name));
    for (const folder of [one, other]) {
      await writeCase(folder ?? '', makeCase('c1', family, 5, { resolution }));
    }
    const names = readdirSync(one ?? '', { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    expect(names.length).toBeGreaterThan(4);
    for (const name of names) {
      const same = await inflated(name.replace(one ?? '', other ?? ''));
      expect(same.equals(await inflated(name))).toBe(true);
    }
  });

  it('is another for another seed', () => {
    const lines = [1, 2].map((seed) => {
      const { hosts } = makeCase('c1', family, seed, { resolution });
      return hosts[0]?.happened.served.length;
    });
    expect(lines[0]).not.toBe(lines[1]);
  });
});

it.each(formatNames)('%s is read whole, with its times', async (format) => {
  const family = families.find(({ name }) => name === 'aborts');
  if (family === undefined) throw new Error('there are no aborts');
  const folder = files.folder(`format-${format}`);
  const made = makeCase('c1', family, 3, { resolution, format, clockOffsetSeconds: 0 });
  await writeCase(folder, made);
  const log = join(folder, 'cases/c1/logs/web1.access.log.gz');
  const { stdout } = await runCli([log, '--format', 'json']);
  const report = JSON.parse(stdout.toString()) as {
    inputs: { logs: [{ lines: number; parsed: number; from: string; to: string }] };
  };
  const [{ lines, parsed, from, to }] = report.inputs.logs;
  expect([lines, parsed]).toEqual(
    Array.from({ length: 2 }, () => made.hosts[0]?.happened.served.length),
  );
  expect(Date.parse(from) / 1000).toBeGreaterThanOrEqual(made.epoch - 1);
  expect(Date.parse(to) / 1000).toBeLessThanOrEqual(made.epoch + resolution.spanSeconds + 1);
});

it.each([
  [[], ''],
  [[4], '4'],
  [[1, 2, 3, 7, 9, 10], '1-3,7,9-10'],
])('writes %j as ranges', (places, text) => {
  expect(rangesOf(places)).toBe(text);
});
