import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadedWith, root } from '../support/loaded-with.ts';

const bundle = new URL('dist/bundle/', root);
const isBuilt = existsSync(bundle);
const title = isBuilt ? 'the bundle' : 'the bundle (skipped: dist/ is not built, npm run build)';

/** Files of the bundle that one loads at once. */
const LOADED_FILE = /(?:^import|\bfrom) "\.\/([^"]+)";$/gm;
/** The bundler names each module above its code. */
const MODULE = /^\/\/ ((?:src|parsers)\/\S+)$/gm;

/** The project's modules that are loaded with a file of the bundle. */
function modulesIn(file: string, seen: Set<string> = new Set()): Set<string> {
  const text = readFileSync(new URL(file, bundle), 'utf8');
  seen.add(file);
  const modules = [...text.matchAll(MODULE)].map(([, path = '']) => path);
  const others = [...text.matchAll(LOADED_FILE)].map(([, other = '']) => other);
  const unseen = others.filter((other) => !seen.has(other));
  return new Set([...modules, ...unseen.flatMap((other) => [...modulesIn(other, seen)])]);
}

/** The file of a module that is loaded when it is wanted: its name has a hash behind it. */
function fileOf(name: string): string {
  return isBuilt ? (readdirSync(bundle).find((file) => file.startsWith(`${name}-`)) ?? '') : '';
}

describe.skipIf(!isBuilt)(title, () => {
  it.each([
    ['the program', 'main.js', 'src/main.ts'],
    ['a report', fileOf('report'), 'src/commands/report.ts'],
    ['the lines behind a finding', fileOf('lines'), 'src/commands/lines.ts'],
    ['a thread', 'worker.js', 'src/segments/worker.ts'],
  ])('loads for %s what its source loads, and no more', (_, file, source) => {
    const loaded = modulesIn(file);
    expect(loaded).toContain(source);
    const ofSource = loadedWith(new URL(source, root));
    expect([...loaded].filter((path) => !ofSource.has(path))).toEqual([]);
  });
});
