import { stat } from 'node:fs/promises';
import { filesOf } from './inputs.ts';

/**
 * Bytes of all files behind paths, as they lie on disk. Undefined where a pipe is among them, or a path that cannot be
 * read: reading it will say why.
 */
export async function sizeOnDisk(paths: readonly string[]): Promise<number | undefined> {
  try {
    const files = (await Promise.all(paths.map((path) => filesOf(path)))).flat();
    if (files.some(({ isPipe }) => isPipe)) return undefined;
    const sizes = await Promise.all(files.map(async ({ path }) => (await stat(path)).size));
    return sizes.reduce((sum, size) => sum + size, 0);
  } catch {
    return undefined;
  }
}
