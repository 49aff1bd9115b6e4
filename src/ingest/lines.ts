/** Longer lines are counted as misses and not parsed; Apache's own request line limit is 8,190 bytes. */
export const MAX_LINE_BYTES: number = 64 * 1024;
/** What is handed over of a longer line: enough to see that it is one, even where its end is cut off as CR. */
export const CUT_LINE_BYTES: number = MAX_LINE_BYTES + 2;

export const LINE_FEED = 0x0a;
export const CARRIAGE_RETURN = 0x0d;

/**
 * Takes one line as `bytes[start, end)` without its line end, and the offset of its first byte in
 * the (inflated) input. `bytes[end]` is a carriage return where the line ended in CR LF, and nowhere else.
 * The bytes are valid during the call only.
 */
export type LineSink = (bytes: Uint8Array, start: number, end: number, offset: number) => void;

/** Takes whole lines as `bytes[start, end)`, each with its LF, and the offset of the first byte in the (inflated) input. */
export type BlockSink = LineSink;

/** Takes blocks, and gives their lines to a sink one by one. */
export function eachLine(sink: LineSink): BlockSink {
  return (bytes, start, end, offset) => {
    handOverLines(sink, bytes, start, end, offset);
  };
}

/** Gives the lines of a block to a sink one by one. */
export function handOverLines(
  sink: LineSink,
  bytes: Uint8Array,
  start: number,
  end: number,
  offset: number,
): void {
  for (let at = start; at < end; ) {
    const lineFeed = bytes.indexOf(LINE_FEED, at);
    handOver(sink, bytes, at, lineFeed, offset + at - start);
    at = lineFeed + 1;
  }
}

/**
 * Cuts chunks of bytes into lines at LF or CR LF. Chunk borders are invisible: the same bytes give the
 * same lines however they are cut. A last line without an end is a line.
 */
export class LineSplitter {
  readonly #sink: LineSink;
  /** The unfinished line carried from chunk to chunk, with room for what stands at its end. */
  readonly #carry = new Uint8Array(CUT_LINE_BYTES + 1);
  #carryLength = 0;
  /** Bytes of the unfinished line, those that did not fit into the carry included. */
  #unfinished = 0;
  #offset: number;

  /** The first byte stands at `offset` of the input. */
  constructor(sink: LineSink, offset = 0) {
    this.#sink = sink;
    this.#offset = offset;
  }

  push(chunk: Uint8Array): void {
    let start = 0;
    for (;;) {
      const lineFeed = chunk.indexOf(LINE_FEED, start);
      if (lineFeed < 0) break;
      this.#finish(chunk, start, lineFeed);
      start = lineFeed + 1;
    }
    this.#keep(chunk, start, chunk.length);
  }

  /** The same, but that lines which lie in the chunk as a whole go to `blocks` in place of the sink. */
  pushBlocks(chunk: Uint8Array, blocks: BlockSink): void {
    const start = this.#unfinished === 0 ? 0 : chunk.indexOf(LINE_FEED) + 1;
    const end = chunk.lastIndexOf(LINE_FEED) + 1;
    this.push(chunk.subarray(0, start));
    if (end > start) {
      const offset = this.#offset;
      this.#offset += end - start;
      blocks(chunk, start, end, offset);
    }
    this.push(chunk.subarray(end));
  }

  /** Hands over the last line where it had no line end. */
  end(): void {
    if (this.#unfinished > 0) this.#finish(this.#carry, 0, 0);
  }

  #finish(chunk: Uint8Array, start: number, lineFeed: number): void {
    const offset = this.#offset;
    this.#offset += this.#unfinished + (lineFeed - start) + 1;
    if (this.#unfinished === 0) {
      handOver(this.#sink, chunk, start, lineFeed, offset);
      return;
    }
    this.#keep(chunk, start, lineFeed);
    this.#carry[this.#carryLength] = LINE_FEED;
    handOver(this.#sink, this.#carry, 0, this.#carryLength, offset);
    this.#carryLength = 0;
    this.#unfinished = 0;
  }

  #keep(chunk: Uint8Array, from: number, end: number): void {
    // A hole of NUL bytes is longer than any line: what follows it must still fit.
    const start = this.#unfinished === 0 ? afterNuls(chunk, from, end) : from;
    this.#offset += start - from;
    const room = Math.min(end - start, CUT_LINE_BYTES - this.#carryLength);
    this.#carry.set(chunk.subarray(start, start + room), this.#carryLength);
    this.#carryLength += room;
    this.#unfinished += end - start;
  }
}

/**
 * Gives `bytes[start, lineFeed)` to the sink, cut where it is too long, without its carriage return and without NUL
 * bytes at its head: the hole that a log has where it was truncated while its server wrote on.
 */
export function handOver(
  sink: LineSink,
  bytes: Uint8Array,
  start: number,
  lineFeed: number,
  offset: number,
): void {
  const from = afterNuls(bytes, start, lineFeed);
  const end = Math.min(lineFeed, from + CUT_LINE_BYTES);
  const hasReturn = end > from && bytes[end - 1] === CARRIAGE_RETURN;
  sink(bytes, from, hasReturn ? end - 1 : end, offset + from - start);
}

function afterNuls(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] === 0) at += 1;
  return at;
}

/** Gives the lines of a file's bytes to either sink; resolves at their end. Rejects with their error or a sink's. */
export async function splitBytes(
  chunks: AsyncIterable<Uint8Array>,
  sink: LineSink,
  blocks: BlockSink = eachLine(sink),
): Promise<void> {
  const splitter = new LineSplitter(sink);
  for await (const chunk of chunks) splitter.pushBlocks(chunk, blocks);
  splitter.end();
}
