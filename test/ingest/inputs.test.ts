import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesOf, MAX_DEPTH, MAX_FILES } from '../../src/ingest/inputs.ts';
import { readWhole } from '../../src/ingest/read-metrics.ts';
import { TempFolder } from '../support/temp-folder.ts';

const files = new TempFolder();

describe('the files behind a path', () => {
  it('are those of a folder by name, linked ones included, linked folders not', async () => {
    const folder = files.folder('logs');
    files.file('logs/b.log', 'b');
    files.file('logs/a/c.log', 'c');
    symlinkSync('b.log', join(folder, 'd.log'));
    symlinkSync('nowhere', join(folder, 'e.log'));
    symlinkSync(folder, join(folder, 'loop'));
    expect((await filesOf(folder)).map(({ path }) => path.slice(folder.length + 1))).toEqual([
      'a/c.log',
      'b.log',
      'd.log',
    ]);
  });

  it(`are not looked for deeper than ${MAX_DEPTH} folders`, async () => {
    const path = ['a', 'b', 'c', 'd', 'e'];
    files.file(`deep/${path.slice(0, MAX_DEPTH - 1).join('/')}/in.log`, '');
    files.file(`deep/${path.slice(0, MAX_DEPTH).join('/')}/out.log`, '');
    const found = await filesOf(join(files.path, 'deep'));
    expect(found.map((file) => file.path.endsWith('in.log'))).toEqual([true]);
  });

  it('are so many at most', async () => {
    const folder = files.folder('many');
    for (const name of ['a', 'b', 'c']) files.file(`many/${name}`, '');
    expect(MAX_FILES).toBe(10_000);
    expect(await filesOf(folder, 3)).toHaveLength(3);
    await expect(filesOf(folder, 2)).rejects.toThrow(/many holds over 2 files; name/);
  });

  it.each([
    ['-', true],
    ['/dev/null', true],
    ['package.json', false],
  ])('%s can be read once only: %s', async (path, isPipe) => {
    expect(await filesOf(path)).toEqual([{ path, named: true, isPipe }]);
  });
});

describe('a metric file', () => {
  it('over the limit is refused', async () => {
    const path = files.file('large.json', Buffer.alloc(3 * 1024 * 1024));
    expect(await readWhole(path, 3 * 1024 * 1024)).toHaveLength(3 * 1024 * 1024);
    await expect(readWhole(path, 2 * 1024 * 1024)).rejects.toThrow(/holds over 2 MiB; export/);
  });
});
