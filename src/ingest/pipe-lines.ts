import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import split2 from 'split2';
import { CUT_LINE_BYTES, handOver, LINE_FEED, type LineSink } from './lines.ts';
import { plainBytes } from './source.ts';

/**
 * Gives the lines of a pipe to the sink through split2, as they arrive; resolves at its end. Read as Latin-1,
 * one character a byte, so that bytes which are no UTF-8 come out as they went in.
 */
export async function splitPipe(chunks: AsyncIterable<Uint8Array>, sink: LineSink): Promise<void> {
  const scratch = Buffer.alloc(CUT_LINE_BYTES + 1);
  const bound = new LineBound();
  let offset = 0;
  const lines = split2('\n', (line: string): undefined => {
    const length = scratch.write(line, 0, CUT_LINE_BYTES, 'latin1');
    scratch[length] = LINE_FEED;
    handOver(sink, scratch, 0, length, offset);
    offset += line.length + bound.takeDropped() + 1;
  });
  await pipeline(bounded(chunks, bound), lines);
}

async function* bounded(
  chunks: AsyncIterable<Uint8Array>,
  bound: LineBound,
): AsyncGenerator<string> {
  for await (const chunk of chunks) yield bound.limit(Buffer.from(chunk)).toString('latin1');
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
