import { type FileHandle, open } from 'node:fs/promises';
import { readAt } from '../ingest/read-at.ts';
import { fileBytes, isPlainFile } from '../ingest/source.ts';

/** Bytes read at once. */
const CHUNK_BYTES: number = 1024 * 1024;

/** The bytes of a file that was read before, by the offsets of its lines. */
export interface RereadFile {
  /** The bytes `[from, to)` as they were read, fewer where the file ends before; not before those asked for last. */
  bytes(from: number, to: number): AsyncGenerator<Uint8Array>;
  close(): Promise<void>;
}

/** Where a file is compressed, or its text in UTF-16, all that stands before is read as well and passed over. */
export async function rereadFile(path: string): Promise<RereadFile> {
  if (await isPlainFile(path)) return new StoredBytes(await open(path, 'r'));
  return new InflatedBytes(fileBytes(path));
}

class StoredBytes implements RereadFile {
  readonly #file: FileHandle;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  async *bytes(from: number, to: number): AsyncGenerator<Uint8Array> {
    for (let at = from; at < to; ) {
      const chunk = await readAt(this.#file, at, Math.min(CHUNK_BYTES, to - at));
      if (chunk.length === 0) return;
      at += chunk.length;
      yield chunk;
    }
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

class InflatedBytes implements RereadFile {
  readonly #chunks: AsyncGenerator<Uint8Array>;
  /** The chunk in hand, and the offset of its first byte. */
  #chunk: Uint8Array = new Uint8Array(0);
  #offset = 0;

  constructor(chunks: AsyncGenerator<Uint8Array>) {
    this.#chunks = chunks;
  }

  async *bytes(from: number, to: number): AsyncGenerator<Uint8Array> {
    for (let at = from; at < to; ) {
      const end = this.#offset + this.#chunk.length;
      if (at >= end) {
        const next = await this.#chunks.next();
        if (next.done) return;
        this.#offset = end;
        this.#chunk = next.value;
        continue;
      }
      const chunk = this.#chunk.subarray(at - this.#offset, to - this.#offset);
      at += chunk.length;
      yield chunk;
    }
  }

  async close(): Promise<void> {
    await this.#chunks.return(undefined);
  }
}
