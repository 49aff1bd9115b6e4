import { type FileHandle, open } from 'node:fs/promises';
import { IDENTITY_BYTES } from '../ingest/file-identity.ts';
import { beginsAs, headOf, type SavedFile } from './file-mark.ts';
import { WholeLines } from './whole-lines.ts';

/** Bytes read at once. */
const CHUNK_BYTES: number = 256 * 1024;

/** A file that was cut short, or written anew from its begin: what comes is of another log. */
export const CUT_SHORT = 'cut-short';

/** An open file that its server goes on with; read only, never locked. */
export class TailedFile {
  readonly device: number;
  readonly inode: number;
  readonly #file: FileHandle;
  readonly #lines = new WholeLines();
  readonly #buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  #head: Buffer;
  #position: number;

  private constructor(
    file: FileHandle,
    { dev, ino, head, position }: { dev: number; ino: number; head: Buffer; position: number },
  ) {
    this.#file = file;
    this.device = dev;
    this.inode = ino;
    this.#head = head;
    this.#position = position;
  }

  /** Opens a file at a position, that of a line's begin; `end` is behind all that it holds. Rejects with what the system says. */
  static async open(path: string, from: number | 'end'): Promise<TailedFile> {
    const file = await open(path, 'r');
    try {
      const { dev, ino, size } = await file.stat();
      const position = from === 'end' ? size : from;
      // Also of what is not read yet: it may be copied and emptied before.
      return new TailedFile(file, { dev, ino, head: await headOf(file), position });
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** How far it was read, to the end of the last whole line. */
  get saved(): SavedFile {
    const { device, inode } = this;
    const position = this.#position - this.#lines.unfinished;
    return { device, inode, head: this.#head.toString('base64'), position };
  }

  /** The whole lines that came; undefined at its end. Bytes are valid until the next call. */
  async read(): Promise<Uint8Array | typeof CUT_SHORT | undefined> {
    const buffer = this.#buffer;
    const { bytesRead } = await this.#file.read(buffer, 0, buffer.length, this.#position);
    const { size } = await this.#file.stat();
    const end = this.#position + bytesRead;
    if (size < end) return CUT_SHORT;
    if (bytesRead === 0) return undefined;
    // Looked at behind what was read: a file that was written anew meanwhile is noticed before its bytes are taken.
    const head = await headOf(this.#file, end);
    if (this.#head.length > 0 && !beginsAs(this.saved, head)) return CUT_SHORT;
    if (this.#head.length < IDENTITY_BYTES) this.#head = head;
    this.#position = end;
    return this.#lines.take(buffer.subarray(0, bytesRead));
  }

  /** The line that was not ended: the file goes on no more. */
  rest(): Uint8Array {
    return this.#lines.end();
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}
