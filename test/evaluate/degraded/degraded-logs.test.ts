import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TempFolder } from '../../support/temp-folder.ts';
import type { LabelledCase } from '../labelled-case.ts';
import { madeCase, madeLines } from '../made.ts';
import { fewerLines, lessInLines, withLessLogged } from './degraded-logs.ts';

const files = new TempFolder();
const lines = madeLines([0, 1, 0, 2]);
const labelled = madeCase({ linesOf: () => Promise.resolve(lines) });
const logs = [
  { host: 'web1', path: '/logs/access.log.gz' },
  { host: 'web2', path: '/logs/access.log.gz' },
];

function degraded(
  lessOf: Parameters<typeof withLessLogged>[2]['lessOf'],
): Promise<LabelledCase | undefined> {
  return withLessLogged(labelled, logs, { lessOf, folder: files.folder('own') });
}

describe('a case with less in its logs', () => {
  it('has a log for each host, whose lines are known by their places', async () => {
    const less = await degraded(fewerLines(() => [1, 3]));
    expect(less?.logs.map(({ host }) => host)).toEqual(['web1', 'web2']);
    for (const { path } of less?.logs ?? []) {
      expect(readFileSync(path, 'utf8')).toBe('line 1\nline 3\n');
      const left = await less?.linesOf(path);
      expect(left?.texts).toEqual(['line 1', 'line 3']);
      expect([...(left?.culprits ?? [])]).toEqual([1, 2]);
      expect(left?.startMs[1]).toBe(lines.startMs[3]);
    }
    expect(await less?.linesOf('/logs/access.log.gz')).toBeUndefined();
  });

  it('has other texts of the same requests', async () => {
    const less = await degraded(lessInLines((line) => line.replace('line', 'l')));
    const left = await less?.linesOf(less.logs[0]?.path ?? '');
    expect(left?.texts).toEqual(['l 0', 'l 1', 'l 2', 'l 3']);
    expect(left?.culprits).toBe(lines.culprits);
  });

  it.each([
    ['nothing is taken away', fewerLines(() => [0, 1, 2, 3])],
    ['few lines have what is', lessInLines((line) => (line === 'line 1' ? '' : undefined))],
    ['nothing is left', fewerLines(() => [])],
  ])('is none where %s', async (_, lessOf) => {
    expect(await degraded(lessOf)).toBeUndefined();
  });

  it('refuses a log of which nothing is known', async () => {
    const unknown = madeCase({ logs });
    const settings = { lessOf: fewerLines(() => []), folder: files.folder('none') };
    await expect(withLessLogged(unknown, logs, settings)).rejects.toThrow('nothing is known');
  });
});
