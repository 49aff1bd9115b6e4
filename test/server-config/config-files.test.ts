import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diskFiles, MAX_CONFIG_BYTES } from '../../src/server-config/config-files.ts';
import { TempFolder } from '../support/temp-folder.ts';

const files = new TempFolder();
const first = files.file('conf.d/a.conf', '\u{feff}Listen 80\n');
const second = files.file('conf.d/b.conf', '');
const deep = files.file('sites/one/a.conf', '');
files.file('conf.d/.hidden', '');

describe('files on disk', () => {
  it('are read as text, without the mark of its encoding', () => {
    expect(diskFiles.read(first)).toBe('Listen 80\n');
  });

  it.each([
    [join(files.path, 'conf.d'), 'it is a folder'],
    [join(files.path, 'gone'), 'there is no such file'],
    [files.file('large', Buffer.alloc(MAX_CONFIG_BYTES + 1, 10)), 'it has over 4 MiB'],
    ['/dev/null', 'it is no file'],
  ])('%s is a miss', (path, reason) => {
    expect(diskFiles.read(path)).toEqual({ reason: expect.stringContaining(reason) });
  });

  it.each([
    ['conf.d/*.conf', [first, second]],
    ['conf.d/[b-z].conf', [second]],
    ['sites/*/a.conf', [deep]],
    ['conf.d/a.conf', [first]],
    ['sites', [join(files.path, 'sites')]],
    ['conf.d/*', [first, second]],
    ['gone', []],
    ['gone/*', []],
  ])('match %s', (pattern, expected) => {
    expect(diskFiles.list(join(files.path, pattern))).toEqual(expected);
  });
});
