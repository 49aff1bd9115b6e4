import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { glob, isGlob, segmentPattern } from '../../src/ingest/glob.ts';
import { filesOf } from '../../src/ingest/inputs.ts';
import { TempFolder } from '../support/temp-folder.ts';

const folder = new TempFolder();
for (const name of [
  'access.log',
  'access.log.1',
  'access.log.10.gz',
  'access.log.2.gz',
  'error.log',
  '.access.log.swp',
  'web1/access.log',
  'web2/deep/access.log',
  'odd[1].log',
]) {
  folder.file(name, '');
}

describe('glob', () => {
  it.each([
    ['access.log*', ['access.log', 'access.log.1', 'access.log.10.gz', 'access.log.2.gz']],
    ['access.log.?', ['access.log.1']],
    ['access.log.[0-9]', ['access.log.1']],
    ['access.log.[!1]*', ['access.log.2.gz']],
    ['{access,error}.log', ['access.log', 'error.log']],
    ['web*/access.log', ['web1/access.log']],
    ['**/access.log', ['access.log', 'web1/access.log', 'web2/deep/access.log']],
    ['.acc*', ['.access.log.swp']],
    ['nothing*', []],
    ['nowhere/*.log', []],
  ])('%s', async (pattern, names) => {
    const paths = await glob(join(folder.path, pattern));
    expect(paths.map((path) => relative(folder.path, path))).toEqual(names);
  });

  it('is no pattern where a file is called so', () => {
    expect(isGlob(join(folder.path, 'odd[1].log'))).toBe(false);
    expect(isGlob(join(folder.path, 'odd[2].log'))).toBe(true);
    expect(isGlob(join(folder.path, 'odd[2.log'))).toBe(false);
    expect(isGlob(join(folder.path, 'odd{2}.log'))).toBe(false);
  });

  it.each([
    ['a[', 'a['],
    ['a{', 'a{'],
    ['a(b)+$', 'a(b)+$'],
    ['[]x]', ']'],
    ['[a^]', '^'],
  ])('%s matches the name %s', (pattern, name) => {
    expect(segmentPattern(pattern).test(name)).toBe(true);
  });

  it('with a range the wrong way round matches nothing', () => {
    expect(segmentPattern('[z-a]').test('b')).toBe(false);
  });
});

describe('filesOf', () => {
  it('gives the rotated logs that a pattern matches from the oldest on', async () => {
    const files = await filesOf(join(folder.path, 'access.log*'));
    expect(files.map(({ path }) => relative(folder.path, path))).toEqual([
      'access.log.10.gz',
      'access.log.2.gz',
      'access.log.1',
      'access.log',
    ]);
  });

  it('says so where a pattern matches nothing', async () => {
    await expect(filesOf(join(folder.path, 'no*'))).rejects.toThrow('no* matches no files');
  });
});
