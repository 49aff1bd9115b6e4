import { CUT_LINE_BYTES, LINE_FEED } from '../ingest/lines.ts';

const NOTHING: Uint8Array = new Uint8Array(0);

/** Gathers the bytes of a file, as they come, to blocks of whole lines. Of a line that is too long it keeps what shows that it is one. */
export class WholeLines {
  #kept: Uint8Array = NOTHING;
  #unfinished = 0;

  /** Bytes of the line that has not ended. */
  get unfinished(): number {
    return this.#unfinished;
  }

  /** The lines that end in these bytes, each with its line feed. */
  take(bytes: Uint8Array): Uint8Array {
    const end = bytes.lastIndexOf(LINE_FEED) + 1;
    if (end === 0) {
      this.#keep(bytes);
      return NOTHING;
    }
    const first = this.#unfinished > this.#kept.length ? bytes.indexOf(LINE_FEED) : 0;
    const lines = bytes.subarray(first, end);
    const block = this.#kept.length === 0 ? lines : Buffer.concat([this.#kept, lines]);
    this.#kept = NOTHING;
    this.#unfinished = 0;
    this.#keep(bytes.subarray(end));
    return block;
  }

  /** The line that has not ended, as if it had. */
  end(): Uint8Array {
    const line =
      this.#kept.length === 0 ? NOTHING : Buffer.concat([this.#kept, Uint8Array.of(LINE_FEED)]);
    this.#kept = NOTHING;
    this.#unfinished = 0;
    return line;
  }

  #keep(bytes: Uint8Array): void {
    const room = Math.max(0, CUT_LINE_BYTES - this.#kept.length);
    this.#unfinished += bytes.length;
    if (bytes.length > 0 && room > 0) {
      this.#kept = Buffer.concat([this.#kept, bytes.subarray(0, room)]);
    }
  }
}
