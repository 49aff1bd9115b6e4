import { access, constants, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { unwritable } from './file-errors.ts';

/**
 * Writes a file whole or not at all: beside its place first, then by one rename. A symbolic link stays one;
 * devices and pipes are written to.
 */
export async function writeWhole(path: string, text: string): Promise<void> {
  try {
    const place = await placeOf(path);
    await (place.isReplaceable ? replace(place.path, text) : writeFile(place.path, text));
  } catch (error) {
    throw unwritable(path, error);
  }
}

/** Throws where a path cannot be written to, before much is done for what is to be written. */
export async function checkPlace(path: string): Promise<void> {
  try {
    const place = await placeOf(path);
    await access(place.isReplaceable ? dirname(place.path) : place.path, constants.W_OK);
  } catch (error) {
    throw unwritable(path, error);
  }
}

/** Whether a path is a file's, or free for one: nothing belongs beside a device or a pipe. */
export async function isFilePlace(path: string): Promise<boolean> {
  try {
    return (await placeOf(path)).isReplaceable;
  } catch (error) {
    throw unwritable(path, error);
  }
}

interface Place {
  readonly path: string;
  readonly isReplaceable: boolean;
}

async function placeOf(path: string): Promise<Place> {
  try {
    const status = await stat(path);
    return { path: await realpath(path), isReplaceable: status.isFile() };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return { path, isReplaceable: true };
    }
    throw error;
  }
}

async function replace(path: string, text: string): Promise<void> {
  const partial = `${path}.${process.pid}.partial`;
  try {
    await writeFile(partial, text, { flag: 'wx' });
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
