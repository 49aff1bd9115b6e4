import { open, stat } from 'node:fs/promises';

/** Bytes of a file's head by which it is known again. */
export const IDENTITY_BYTES = 512;

/** What tells whether a file is still the one that was read. */
export interface FileIdentity {
  readonly device: number;
  readonly inode: number;
  readonly size: number;
  /** Epoch milliseconds. */
  readonly modifiedMs: number;
  readonly head: Uint8Array;
}

/** Of a regular file; undefined where it cannot be read. */
export async function identityOf(path: string): Promise<FileIdentity | undefined> {
  try {
    const { dev, ino, size, mtimeMs } = await stat(path);
    return { device: dev, inode: ino, size, modifiedMs: mtimeMs, head: await headOf(path) };
  } catch {
    return undefined;
  }
}

/**
 * Whether the bytes that were there before are there still: the same file, untouched, or longer with the same head, as
 * a log is that its server goes on with. One that was emptied and written anew begins otherwise.
 */
export function holdsSameBytes(before: FileIdentity, now: FileIdentity | undefined): boolean {
  if (now === undefined || now.device !== before.device || now.inode !== before.inode) return false;
  if (now.size === before.size) return now.modifiedMs === before.modifiedMs;
  return now.size > before.size && before.head.every((byte, at) => now.head[at] === byte);
}

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(
      Buffer.alloc(IDENTITY_BYTES),
      0,
      IDENTITY_BYTES,
      0,
    );
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
