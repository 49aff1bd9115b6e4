import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ExpectedError } from '../errors.ts';
import { unreadable } from '../file-errors.ts';
import { glob, isGlob } from './glob.ts';
import { oldestFirst, withoutTwins } from './rotation.ts';

/** Folders inside a named folder are entered down to this depth. */
export const MAX_DEPTH = 4;
/** A folder with more files than this is no export of a few hosts. */
export const MAX_FILES = 10_000;

/** The path that stands for standard input. */
export const PIPE = '-';

/** Whether all of the inputs are standard input. */
export function arePiped(inputs: readonly { readonly path: string }[]): boolean {
  return inputs.every(({ path }) => path === PIPE);
}

/** A file to read. */
export interface InputFile {
  readonly path: string;
  /** Named by the user, rather than found in a folder: then it must be what it was named for. */
  readonly named: boolean;
  /** Whether it is a pipe or a device, which can be read once only. */
  readonly isPipe: boolean;
}

/**
 * The files behind a path: itself, all files below a folder, or what a glob matches; in the order of their names,
 * rotated logs from the oldest to the current one.
 */
export async function filesOf(
  path: string,
  mostFiles: number = MAX_FILES,
): Promise<readonly InputFile[]> {
  if (path === PIPE) return [{ path, named: true, isPipe: true }];
  if (isGlob(path)) return filesMatching(path);
  try {
    const status = await stat(path);
    if (!status.isDirectory()) return [{ path, named: true, isPipe: !status.isFile() }];
    const found = await filesBelow(path, MAX_DEPTH);
    if (found.length === 0) {
      throw new ExpectedError(`${path} holds no files`, 'name a file, or the folder that holds it');
    }
    if (found.length > mostFiles) {
      throw new ExpectedError(
        `${path} holds over ${mostFiles} files`,
        'name a folder further down',
      );
    }
    return inOrder(found);
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** Folders that match are not entered. */
async function filesMatching(pattern: string): Promise<readonly InputFile[]> {
  const matches = await glob(pattern);
  const statuses = await Promise.all(matches.map((path) => stat(path).catch(() => undefined)));
  const files = matches.filter((_, at) => statuses[at]?.isFile());
  if (files.length > 0) return inOrder(files);
  throw new ExpectedError(`${pattern} matches no files`, 'check the path and its wildcards');
}

function inOrder(paths: readonly string[]): readonly InputFile[] {
  const files = oldestFirst(withoutTwins(paths), (path) => path);
  return files.map((path) => ({ path, named: false, isPipe: false }));
}

async function filesBelow(folder: string, depth: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const paths: string[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (await leadsToFile(entry, path)) paths.push(path);
    else if (entry.isDirectory() && depth > 1) paths.push(...(await filesBelow(path, depth - 1)));
  }
  return paths;
}

/** Linked files count, linked folders do not: they can lead in a circle. */
async function leadsToFile(entry: Dirent, path: string): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isFile();
  const target = await stat(path).catch(() => undefined);
  return target?.isFile() ?? false;
}

/** When a file was last changed, epoch milliseconds; undefined for a pipe, and for a file that is gone. */
export async function modifiedMsOf({ path, isPipe }: InputFile): Promise<number | undefined> {
  if (isPipe) return undefined;
  const status = await stat(path).catch(() => undefined);
  return status?.mtimeMs;
}
