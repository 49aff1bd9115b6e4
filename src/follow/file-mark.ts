import type { FileHandle } from 'node:fs/promises';
import { IDENTITY_BYTES } from '../ingest/file-identity.ts';
import { fileBytes } from '../ingest/source.ts';

/** What a file that is followed is known by, whatever it is called: plain data. */
export interface FileMark {
  readonly device: number;
  readonly inode: number;
  /** Its first bytes as far as they were there, `IDENTITY_BYTES` at most, in base64. */
  readonly head: string;
}

/** How far a file was read. */
export interface SavedFile extends FileMark {
  /** Offset behind the last line that was taken. */
  readonly position: number;
}

/** The first bytes of an open file, `length` at most. */
export async function headOf(file: FileHandle, length: number = IDENTITY_BYTES): Promise<Buffer> {
  const wanted = Math.min(length, IDENTITY_BYTES);
  const { bytesRead, buffer } = await file.read(Buffer.alloc(wanted), 0, wanted, 0);
  return buffer.subarray(0, bytesRead);
}

/** The first bytes of a file, inflated; undefined where it cannot be read. */
export async function inflatedHead(path: string): Promise<Buffer | undefined> {
  try {
    for await (const chunk of fileBytes(path)) {
      return Buffer.from(chunk.subarray(0, IDENTITY_BYTES));
    }
    return Buffer.alloc(0);
  } catch {
    return undefined;
  }
}

/** Whether bytes begin as the marked file did; undecided, which is false, where it was empty. */
export function beginsAs(mark: FileMark, head: Uint8Array | undefined): boolean {
  const known = Buffer.from(mark.head, 'base64');
  if (head === undefined || known.length === 0 || head.length < known.length) return false;
  return Buffer.compare(head.subarray(0, known.length), known) === 0;
}
