import { type Dirent, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Miss } from '../../parsers/contract.ts';
import type { ConfigFiles } from '../../parsers/server-config.ts';
import { unreadable } from '../file-errors.ts';
import { isGlob, segmentPattern } from '../ingest/glob.ts';

/** A larger file is no configuration that a person wrote. */
export const MAX_CONFIG_BYTES: number = 4 * 1024 * 1024;

/** The files of a configuration as they lie on disk. */
export const diskFiles: ConfigFiles = { read, list };

function read(path: string): string | Miss {
  try {
    const status = statSync(path);
    if (!status.isFile())
      return { reason: status.isDirectory() ? 'it is a folder' : 'it is no file' };
    if (status.size > MAX_CONFIG_BYTES) {
      return { reason: `it has over ${MAX_CONFIG_BYTES / 1024 / 1024} MiB` };
    }
    return readFileSync(path, 'utf8').replace(/^\u{feff}/u, '');
  } catch (error) {
    return { reason: unreadable(path, error).message };
  }
}

function list(pattern: string): readonly string[] {
  if (!isGlob(pattern)) return existsSync(pattern) ? [pattern] : [];
  const segments = pattern.split('/').filter((segment) => segment !== '' && segment !== '.');
  let paths: readonly string[] = [pattern.startsWith('/') ? '/' : ''];
  for (const segment of segments) paths = paths.flatMap((folder) => step(folder, segment));
  return [...paths].sort();
}

function step(folder: string, segment: string): readonly string[] {
  const path = join(folder, segment);
  if (!isGlob(segment)) return existsSync(path) ? [path] : [];
  const matches = segmentPattern(segment);
  const names = entriesOf(folder).map(({ name }) => name);
  return names.filter((name) => matches.test(name)).map((name) => join(folder, name));
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder === '' ? '.' : folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
