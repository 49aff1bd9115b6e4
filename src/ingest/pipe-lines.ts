import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import split2 from 'split2';
import { type BlockSink, CUT_LINE_BYTES, LINE_FEED } from './lines.ts';
import { plainBytes } from './source.ts';

/** Lines are gathered up to so many bytes. */
const BLOCK_BYTES: number = 4 * CUT_LINE_BYTES;

/**
 * Gives the lines of a pipe to the sink through split2, those that arrive together as a block; resolves at its end. Read as
 * Latin-1, one character a byte, so that bytes which are no UTF-8 come out as they went in.
 */
export async function splitPipe(chunks: AsyncIterable<Uint8Array>, sink: BlockSink): Promise<void> {
  const block = new LineBlock(sink);
  const bound = new LineBound();
  let offset = 0;
  const take = (line: string): undefined => {
    block.add(line, offset);
    offset += line.length + bound.takeDropped() + 1;
  };
  async function* texts(): AsyncGenerator<string> {
    for await (const chunk of chunks) {
      yield bound.limit(asBuffer(chunk)).toString('latin1');
      block.end();
    }
  }
  // Strings that are left as they are: else they would become bytes, and strings again.
  await pipeline(texts(), split2('\n', take, { decodeStrings: false }));
  block.end();
}

function asBuffer({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}

/** Gathers lines that stand one behind the other. */
class LineBlock {
  readonly #bytes = Buffer.allocUnsafe(BLOCK_BYTES);
  readonly #sink: BlockSink;
  #used = 0;
  #offset = 0;

  constructor(sink: BlockSink) {
    this.#sink = sink;
  }

  /** Adds a line, cut where it is too long. */
  add(line: string, offset: number): void {
    const hasRoom = this.#used + CUT_LINE_BYTES < BLOCK_BYTES;
    if (!hasRoom || offset !== this.#offset + this.#used) {
      this.end();
      this.#offset = offset;
    }
    this.#used += this.#bytes.write(line, this.#used, CUT_LINE_BYTES, 'latin1');
    this.#bytes[this.#used++] = LINE_FEED;
  }

  /** Gives what was gathered to the sink. */
  end(): void {
    const used = this.#used;
    this.#used = 0;
    if (used > 0) this.#sink(this.#bytes, 0, used, this.#offset);
  }
}

/**
 * Cuts an unfinished line before split2 sees it: split2 would keep all of it, and with its own `maxLength`
 * such a line vanishes without a word.
 */
class LineBound {
  #unfinished = 0;
  #dropped = 0;

  limit(chunk: Buffer): Buffer {
    const lineFeed = chunk.indexOf(LINE_FEED);
    const head = lineFeed < 0 ? chunk.length : lineFeed;
    const room = Math.max(0, CUT_LINE_BYTES - this.#unfinished);
    this.#unfinished =
      lineFeed < 0 ? this.#unfinished + head : chunk.length - chunk.lastIndexOf(LINE_FEED) - 1;
    if (head <= room) return chunk;
    this.#dropped += head - room;
    return Buffer.concat([chunk.subarray(0, room), chunk.subarray(head)]);
  }

  /** Bytes left out of the line that is being finished. */
  takeDropped(): number {
    const dropped = this.#dropped;
    this.#dropped = 0;
    return dropped;
  }
}

/**
 * The bytes of a pipe, inflated where they are gzip, to its end or until `signal` aborts: then what came so
 * far is all there is, and that a gzip stream ends early no error.
 */
export async function* pipeBytes(
  stream: Readable,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const stop = (): void => {
    stream.destroy();
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    yield* plainBytes(stream);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
