import { gfmTableToMarkdown } from 'mdast-util-gfm-table';
import { toMarkdown } from 'mdast-util-to-markdown';
import { beforeAll, describe, expect, it } from 'vitest';
import { TempFolder } from '../../support/temp-folder.ts';
import { families } from '../generate/families.ts';
import { makeCase } from '../generate/made-case.ts';
import { writeCase } from '../generate/write-case.ts';
import { madeCases } from '../made-cases.ts';
import { degradations } from './degradations.ts';
import { type DegradedResults, degradedResults } from './degraded-results.ts';
import { degradedSection } from './degraded-table.ts';
import { countsOf, toldCodes } from './wrong-names.ts';

const files = new TempFolder();
const resolution = { source: 'prometheus', stepSeconds: 15, spanSeconds: 5400, rate: 1 } as const;
const names = Object.keys(degradations);
let degraded: readonly DegradedResults[];
const said: string[] = [];

beforeAll(async () => {
  const family = families.find(({ name }) => name === 'crawler');
  if (family === undefined) throw new Error('there is no family crawler');
  const fixed = { format: 'vhost_combined_D', resolution, clockOffsetSeconds: 0 } as const;
  await writeCase(files.path, makeCase('crawler', family, 1, fixed));
  degraded = await degradedResults(await madeCases(files.path), names, {
    folder: files.folder('own'),
    say: (text) => said.push(text),
  });
}, 300_000);

describe('a crawler, with less given', () => {
  it('is judged in each way', () => {
    expect(degraded.map(({ name, results }) => [name, results.length])).toEqual(
      names.map((name) => [name, 1]),
    );
    expect(said).toEqual(['degraded, 1 of 1: crawler']);
  });

  it('is never called by a wrong name for sure', () => {
    for (const { name, results } of degraded) {
      const { wrongCulprits, falseCulprits } = countsOf(results);
      expect([name, wrongCulprits, falseCulprits]).toEqual([name, 0, 0]);
      expect([name, results[0]?.fault]).toEqual([name, undefined]);
    }
  });

  it.each(names.filter((name) => name !== 'guilty-unlogged' && name !== 'no-vhosts'))(
    '%s: the report says so',
    (wanted) => {
      const found = degraded.find(({ name }) => name === wanted);
      const told = found?.results.map(toldCodes)[0] ?? new Set<string>();
      expect(found?.degradation.told.some((code) => told.has(code))).toBe(true);
    },
  );

  it('is told as tables, a row for each way', () => {
    const root = { type: 'root' as const, children: [...degradedSection([], degraded, 1)] };
    const text = toMarkdown(root, { extensions: [gfmTableToMarkdown()] });
    for (const name of ['nothing', ...names]) {
      expect(text.split('\n').filter((line) => line.startsWith(`| ${name} `))).toHaveLength(2);
    }
  });
});
