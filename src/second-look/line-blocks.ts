import { handOver, LINE_FEED, MAX_LINE_BYTES } from '../ingest/lines.ts';

/** Bytes of a line that are held until it ends; a longer one is no line of a request, and left out. */
export const MAX_HELD_BYTES: number = 16 * MAX_LINE_BYTES;

/** Whole lines one behind the other; the last one of an input may have no line end. */
export interface LineBlock {
  readonly bytes: Uint8Array;
  /** Offset of the first byte in the input. */
  readonly offset: number;
}

/**
 * Cuts bytes of an input into blocks of whole lines: those that begin at offset `from` or behind it. The byte before, which
 * tells whether a line begins there, comes first, but at the input's beginning.
 */
export async function* lineBlocks(
  chunks: AsyncIterable<Uint8Array>,
  from: number,
): AsyncGenerator<LineBlock> {
  const cutter = new BlockCutter(from);
  for await (const chunk of chunks) {
    const block = cutter.push(chunk);
    if (block.bytes.length > 0) yield block;
  }
  const last = cutter.end();
  if (last.bytes.length > 0) yield last;
}

class BlockCutter {
  /** Bytes behind the last line end, and the offset of the first of them. */
  #rest: Uint8Array = new Uint8Array(0);
  #offset: number;
  /** Whether the rest is of a line that is left out. */
  #isLeftOut = false;
  #awaitsBefore: boolean;

  constructor(from: number) {
    this.#offset = Math.max(0, from - 1);
    this.#awaitsBefore = from > 0;
  }

  /** The lines that end in the chunk. */
  push(chunk: Uint8Array): LineBlock {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    if (this.#awaitsBefore && chunk.length > 0) this.#readBefore(chunk);
    if (this.#isLeftOut) this.#dropLine();
    const block = this.#take(this.#rest.lastIndexOf(LINE_FEED) + 1);
    // A hole of NUL bytes is longer than any line: what follows it is one.
    this.#take(leadingNuls(this.#rest));
    if (this.#rest.length > MAX_HELD_BYTES) this.#dropLine();
    return block;
  }

  end(): LineBlock {
    return this.#take(this.#isLeftOut ? 0 : this.#rest.length);
  }

  /** Takes the byte before those that were asked for: a line begins behind its end, or in a hole of NUL bytes. */
  #readBefore([before]: Uint8Array): void {
    this.#isLeftOut = before !== 0;
    this.#awaitsBefore = false;
  }

  #dropLine(): void {
    const end = this.#rest.indexOf(LINE_FEED) + 1;
    this.#isLeftOut = end === 0;
    this.#take(this.#isLeftOut ? this.#rest.length : end);
  }

  #take(length: number): LineBlock {
    const block = { bytes: this.#rest.subarray(0, length), offset: this.#offset };
    this.#rest = this.#rest.subarray(length);
    this.#offset += length;
    return block;
  }
}

/** The text of the line that begins at this offset of the input, as the log has it without its end. */
export function lineAt(block: LineBlock, offset: number): string {
  const start = offset - block.offset;
  let text = '';
  handOver(
    (bytes, from, to) => {
      text = new TextDecoder().decode(bytes.subarray(from, to));
    },
    block.bytes,
    start,
    lineEnd(block.bytes, start),
    offset,
  );
  return text;
}

function lineEnd(bytes: Uint8Array, start: number): number {
  const end = bytes.indexOf(LINE_FEED, start);
  return end < 0 ? bytes.length : end;
}

function leadingNuls(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length && bytes[at] === 0) at += 1;
  return at;
}
