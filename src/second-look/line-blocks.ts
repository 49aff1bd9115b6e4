import { handOver, LINE_FEED, type LineSink, MAX_LINE_BYTES } from '../ingest/lines.ts';

/** Bytes of a line that are held until it ends; a longer one is no line of a request, and left out. */
export const MAX_HELD_BYTES: number = 16 * MAX_LINE_BYTES;

/** Whole lines one behind the other; the last one of an input may have no line end. */
export interface LineBlock {
  readonly bytes: Uint8Array;
  /** Offset of the first byte in the input. */
  readonly offset: number;
}

/** Cuts bytes that begin with a line, at `offset` of the input, into blocks of whole lines. */
export async function* lineBlocks(
  chunks: AsyncIterable<Uint8Array>,
  offset: number,
): AsyncGenerator<LineBlock> {
  const cutter = new BlockCutter(offset);
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
  #isTooLong = false;

  constructor(offset: number) {
    this.#offset = offset;
  }

  /** The lines that end in the chunk. */
  push(chunk: Uint8Array): LineBlock {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    if (this.#isTooLong) this.#dropTooLong();
    const block = this.#take(this.#rest.lastIndexOf(LINE_FEED) + 1);
    // A hole of NUL bytes is longer than any line: what follows it is one.
    this.#take(leadingNuls(this.#rest));
    if (this.#rest.length > MAX_HELD_BYTES) this.#dropTooLong();
    return block;
  }

  end(): LineBlock {
    return this.#take(this.#isTooLong ? 0 : this.#rest.length);
  }

  #dropTooLong(): void {
    const end = this.#rest.indexOf(LINE_FEED) + 1;
    this.#isTooLong = end === 0;
    this.#take(this.#isTooLong ? this.#rest.length : end);
  }

  #take(length: number): LineBlock {
    const block = { bytes: this.#rest.subarray(0, length), offset: this.#offset };
    this.#rest = this.#rest.subarray(length);
    this.#offset += length;
    return block;
  }
}

/** Gives the lines of a block to a sink. */
export function eachLine({ bytes, offset }: LineBlock, sink: LineSink): void {
  for (let start = 0; start < bytes.length; ) {
    const end = lineEnd(bytes, start);
    handOver(sink, bytes, start, end, offset + start);
    start = end + 1;
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
