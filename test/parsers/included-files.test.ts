import { describe, expect, it } from 'vitest';
import {
  IncludedFiles,
  MAX_CONFIG_CHARACTERS,
  MAX_CONFIG_FILES,
  MAX_CONFIG_NOTES,
  MAX_INCLUDE_DEPTH,
} from '../../parsers/included-files.ts';
import type { ConfigFiles } from '../../parsers/server-config.ts';
import { configTree } from '../support/config-tree.ts';

/** Reads a main file whose lines, and those of the files they name, are includes; returns the paths in order. */
function follow(
  files: ConfigFiles,
  main: string,
): { paths: readonly string[]; notes: readonly string[] } {
  const included = new IncludedFiles(main, files);
  const paths: string[] = [];
  const read = (text: string, path: string): void => {
    paths.push(path);
    for (const pattern of text.split('\n').filter((line) => line !== '')) {
      included.include(pattern, `include ${pattern}`, read);
    }
  };
  const miss = included.readMain(read);
  return { paths, notes: miss === undefined ? included.notes : [miss.reason] };
}

describe('the files of a configuration', () => {
  it('are read where they are included, sorted, relative to the main file', () => {
    const files = configTree({
      '/c/m': 'd/*\n/e',
      '/c/d/2': '',
      '/c/d/1': 'f',
      '/c/f': '',
      '/e': '',
    });
    expect(follow(files, '/c/m')).toEqual({
      paths: ['/c/m', '/c/d/1', '/c/f', '/c/d/2', '/e'],
      notes: [],
    });
  });

  it.each([
    ['below the copied root', '/copy/etc/x/m', '/etc/x/d/1', '/copy/etc/x/d/1'],
    ['beside, with their folder', '/case/m', '/etc/x/d/1', '/case/d/1'],
    ['beside, alone', '/case/m', '/etc/x/d/1', '/case/1'],
    ['where they say', '/case/m', '/etc/x/d/1', '/etc/x/d/1'],
    ['in the root', '/m', '/1', '/1'],
  ])('of a copy are %s', (_, main, pattern, found) => {
    expect(follow(configTree({ [main]: pattern, [found]: '' }), main).paths).toEqual([main, found]);
  });

  it('that are not there are told, but for patterns', () => {
    const files = configTree({ '/m': 'gone\ngone/*\nd', '/d/x': '' });
    expect(follow(files, '/m').notes).toEqual([
      'include gone finds no file',
      'include d: /d: it is a folder',
    ]);
    expect(follow(files, '/gone').notes).toEqual(['not there']);
  });

  it('end where they lead in a circle', () => {
    const files = configTree({ '/m': 'a', '/a': 'b\nc', '/b': 'a', '/c': '' });
    expect(follow(files, '/m')).toEqual({
      paths: ['/m', '/a', '/b', '/c'],
      notes: ['include a: /a: leads in a circle'],
    });
  });

  it('end at a depth', () => {
    const files: ConfigFiles = { read: (path) => `${path}x`, list: (pattern) => [pattern] };
    expect(follow(files, '/m')).toEqual({
      paths: Array.from({ length: MAX_INCLUDE_DEPTH }, (_, depth) => `/m${'x'.repeat(depth)}`),
      notes: [expect.stringMatching(/lies over 32 files deep$/)],
    });
  });

  it('end at a number, and so do notes', () => {
    const names = Array.from(
      { length: MAX_CONFIG_FILES + 2 * MAX_CONFIG_NOTES },
      (_, i) => `/${i}`,
    );
    const files: ConfigFiles = { read: () => '', list: () => names };
    const included = new IncludedFiles('/m', files);
    let filesRead = 0;
    included.include('/*', 'include /*', () => {
      filesRead += 1;
    });
    expect(filesRead).toBe(MAX_CONFIG_FILES);
    expect(included.notes).toHaveLength(MAX_CONFIG_NOTES);
    expect(included.notes[0]).toBe(`include /*: /${MAX_CONFIG_FILES}: over 5000 files`);
  });

  it('end at a size', () => {
    const half = 'x'.repeat(MAX_CONFIG_CHARACTERS / 2);
    const included = new IncludedFiles('/m', { read: () => half, list: () => ['/1', '/2', '/3'] });
    const paths: string[] = [];
    included.include('/*', 'include /*', (_, path) => paths.push(path));
    expect(paths).toEqual(['/1', '/2']);
    expect(included.notes).toEqual(['include /*: /3: over 16777216 characters together']);
  });
});
