import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { oldestFirst, rotationOf, withoutTwins } from '../ingest/rotation.ts';
import { beginsAs, type FileMark, inflatedHead, type SavedFile } from './file-mark.ts';

/** A part of a file, from an offset of its inflated bytes to its end. */
export interface Stretch {
  readonly path: string;
  readonly from: number;
}

/** What rotation has made of a log, and the log itself, from the oldest on. */
export async function rotatedFiles(path: string): Promise<readonly string[]> {
  const folder = dirname(path);
  const { set } = rotationOf(path);
  const names = await readdir(folder).catch(() => []);
  const paths = names
    .sort()
    .map((name) => join(folder, name))
    .filter((one) => rotationOf(one).set === set);
  return oldestFirst(withoutTwins(paths), (one) => one);
}

/**
 * What of a log was not read since it was saved how far: the rest of the file, whatever it is called by now, and those that
 * came after it. Undefined where the file is not found any more.
 */
export async function unreadSince(
  path: string,
  saved: SavedFile,
): Promise<readonly Stretch[] | undefined> {
  const files = await rotatedFiles(path);
  const at = await placeOf(files, path, saved);
  if (at < 0) return undefined;
  return files
    .slice(at)
    .map((file, place) => ({ path: file, from: place === 0 ? saved.position : 0 }));
}

/** The copy of a file that was emptied after it was copied (logrotate's `copytruncate`), from where it was read to. */
export async function copyOf(path: string, saved: SavedFile): Promise<Stretch | undefined> {
  const files = await rotatedFiles(path);
  for (const file of files.toReversed()) {
    if (file === path || !beginsAs(saved, await inflatedHead(file))) continue;
    return { path: file, from: saved.position };
  }
  return undefined;
}

/** The log itself goes before others: its copies begin as it does. */
async function placeOf(files: readonly string[], path: string, saved: SavedFile): Promise<number> {
  const current = files.indexOf(path);
  if (current >= 0 && (await isSame(path, saved))) return current;
  for (const [at, file] of files.entries()) {
    if (file !== path && (await isSame(file, saved))) return at;
  }
  for (const [at, file] of files.entries()) {
    if (file !== path && beginsAs(saved, await inflatedHead(file))) return at;
  }
  return -1;
}

/** Whether it is the very file, and holds what was read of it. */
async function isSame(path: string, { position, ...mark }: SavedFile): Promise<boolean> {
  const status = await stat(path).catch(() => undefined);
  if (status?.ino !== mark.inode || status.dev !== mark.device) return false;
  if (status.size < position) return false;
  return position === 0 || holdsHead(path, mark);
}

async function holdsHead(path: string, mark: FileMark): Promise<boolean> {
  return beginsAs(mark, await inflatedHead(path));
}
