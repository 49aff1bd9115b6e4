import { open } from 'node:fs/promises';
import { LINE_FEED } from './lines.ts';
import { readAt } from './read-at.ts';

/** Bytes read at once: 64 KiB was the fastest chunk of those measured for line splitting. */
export const CHUNK_BYTES: number = 64 * 1024;

/** How far a file was read, and at its end what became of it meanwhile. */
export interface FileFate {
  /** Bytes it held when it was opened. */
  readonly openedWith: number;
  /** Bytes that were read so far. Fewer at the end: it was cut short meanwhile (logrotate's `copytruncate`). More: a line was going on. */
  readonly read: number;
}

/**
 * The bytes of a regular file as it was when it was opened, and on to the end of the line that was then being written:
 * a server that writes faster than it is read would otherwise never let the reading end. A file that is renamed or
 * deleted meanwhile is read to its end. One that is cut short ends there, as `onRead` is told: before each chunk and at
 * the end.
 */
export async function* growingFileBytes(
  path: string,
  onRead: (fate: FileFate) => void = () => undefined,
): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const openedWith = (await file.stat()).size;
    let read = 0;
    let last = LINE_FEED;
    while (read < openedWith) {
      const chunk = await readAt(file, read, Math.min(CHUNK_BYTES, openedWith - read));
      if (chunk.length === 0) break;
      read += chunk.length;
      last = chunk[chunk.length - 1] ?? last;
      onRead({ openedWith, read });
      yield chunk;
    }
    const isWhole = read === openedWith;
    while (isWhole && last !== LINE_FEED) {
      const chunk = upToLineFeed(await readAt(file, read, CHUNK_BYTES));
      if (chunk.length === 0) break;
      read += chunk.length;
      last = chunk[chunk.length - 1] ?? LINE_FEED;
      yield chunk;
    }
    onRead({ openedWith, read });
  } finally {
    await file.close();
  }
}

function upToLineFeed(bytes: Uint8Array): Uint8Array {
  const lineFeed = bytes.indexOf(LINE_FEED);
  return lineFeed < 0 ? bytes : bytes.subarray(0, lineFeed + 1);
}
