import { type Dirent, existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** `**` enters folders down to this depth. */
export const MAX_GLOB_DEPTH = 8;

/** A bracket or brace that is not closed within its name is a character like any other. */
const WILDCARD = /[*?]|\[[^\]/]+\]|\{[^{}/]*,[^{}/]*\}/;

/** Whether a path is a pattern: it has wildcards, and nothing is called that. */
export function isGlob(path: string): boolean {
  return WILDCARD.test(path) && !existsSync(path);
}

/**
 * The paths that match a pattern which the shell left alone, in the order of their names: `*`, `?`, `[a-z]`, `[!a-z]`,
 * `{gz,xz}` within a name, `**` for any folders. Names that begin with a dot match only where the pattern's does.
 * Folders that cannot be read match nothing.
 */
export async function glob(pattern: string): Promise<readonly string[]> {
  const segments = pattern.split('/').filter((segment) => segment !== '' && segment !== '.');
  let paths: readonly string[] = [pattern.startsWith('/') ? '/' : ''];
  for (const [at, segment] of segments.entries()) {
    const isLast = at === segments.length - 1;
    const found = await Promise.all(paths.map((path) => step(path, segment, isLast)));
    paths = [...new Set(found.flat())];
  }
  return [...paths].sort();
}

async function step(folder: string, segment: string, isLast: boolean): Promise<readonly string[]> {
  if (segment === '**') return foldersBelow(folder, MAX_GLOB_DEPTH);
  if (!WILDCARD.test(segment)) {
    const path = join(folder, segment);
    return existsSync(path) ? [path] : [];
  }
  const matches = segmentPattern(segment);
  const entries = await entriesOf(folder);
  return entries
    .filter((entry) => matches.test(entry.name) && (isLast || !entry.isFile()))
    .map(({ name }) => join(folder, name));
}

/** The folder itself and those in it. Linked ones are not entered: they can lead in a circle. */
async function foldersBelow(folder: string, depth: number): Promise<readonly string[]> {
  if (depth === 0) return [folder];
  const folders = (await entriesOf(folder)).filter(
    (entry) => entry.isDirectory() && !entry.name.startsWith('.'),
  );
  const below = await Promise.all(
    folders.map(({ name }) => foldersBelow(join(folder, name), depth - 1)),
  );
  return [folder, ...below.flat()];
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  return await readdir(folder === '' ? '.' : folder, { withFileTypes: true }).catch(() => []);
}

/** One part of a pattern between slashes, as a regular expression over a whole name. */
export function segmentPattern(segment: string): RegExp {
  const parts = segment.matchAll(/\[!?\]?[^\]]*\]|\{[^{}]*\}|[\s\S]/g);
  const source = [...parts].map(([part]) => partSource(part)).join('');
  return new RegExp(`^${segment.startsWith('.') ? '' : '(?!\\.)'}${source}$`, 'su');
}

function partSource(part: string): string {
  if (part === '*') return '[^/]*';
  if (part === '?') return '[^/]';
  if (part.length > 2 && part.startsWith('[')) return classSource(part);
  if (part.length > 1 && part.startsWith('{')) {
    const choices = part.slice(1, -1).split(',');
    const sources = choices.map((choice) => [...choice].map(partSource).join(''));
    return `(?:${sources.join('|')})`;
  }
  return part.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}

/** `[a-z]` and `[!a-z]`; a range the wrong way round matches nothing. */
function classSource(part: string): string {
  const negated = part.startsWith('[!');
  const members = part.slice(negated ? 2 : 1, -1).replace(/[\\\]^[]/g, '\\$&');
  const source = `[${negated ? '^' : ''}${members}]`;
  try {
    return new RegExp(source, 'u').source;
  } catch {
    return '(?!)';
  }
}
