import {
  appendFileSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { describe, expect, it } from 'vitest';
import { holdsSameBytes, identityOf } from '../../src/ingest/file-identity.ts';
import { TempFolder } from '../support/temp-folder.ts';

const files = new TempFolder();
let made = 0;

/** Whether a file of three lines still holds the same bytes after something was done to it. */
async function afterwards(change: (path: string) => void): Promise<boolean> {
  made += 1;
  const path = files.file(`${made}.log`, 'one\ntwo\nthree\n');
  utimesSync(path, 1000, 1000);
  const before = await identityOf(path);
  if (before === undefined) throw new Error('no file');
  change(path);
  return holdsSameBytes(before, await identityOf(path));
}

describe('a file', () => {
  it.each<[string, (path: string) => void, boolean]>([
    ['untouched', () => undefined, true],
    ['longer', (path) => appendFileSync(path, 'four\n'), true],
    ['shorter', (path) => truncateSync(path, 8), false],
    ['emptied and written anew', (path) => writeFileSync(path, 'eins\nzwei\ndrei\nvier\n'), false],
    ['changed in its middle', (path) => writeFileSync(path, 'one\nTWO\nthree\n'), false],
    ['gone', (path) => rmSync(path), false],
    ['renamed', (path) => renameSync(path, `${path}.1`), false],
    [
      'renamed, another in its place',
      (path) => {
        renameSync(path, `${path}.1`);
        writeFileSync(path, 'one\ntwo\nthree\nfour\n');
      },
      false,
    ],
  ])('%s', async (_, change, expected) => {
    expect(await afterwards(change)).toBe(expected);
  });

  it('that cannot be read has no identity', async () => {
    expect(await identityOf(`${files.path}/none`)).toBeUndefined();
  });
});
