import { LINE_FEED } from '../ingest/lines.ts';
import { SEGMENT_BYTES, segmentEnd } from '../ingest/segment-bytes.ts';
import {
  type BytesPiece,
  type FilePiece,
  MAX_OVERHANG_BYTES,
  type Segment,
  type SegmentLog,
} from './segment.ts';

/** A plain file, open. */
export interface OpenFile {
  readonly fd: number;
  /** Bytes it held when it was opened. */
  readonly size: number;
}

export interface CutLimits {
  readonly segmentBytes?: number;
  readonly mostOverhang?: number;
}

/**
 * Cuts logs that follow each other, as if they were one, into segments: at multiples of `SEGMENT_BYTES`, whole lines to
 * the segment in which they begin. Of plain files it only says what is to be read.
 */
export class SegmentCutter {
  /** Bytes of all logs so far. */
  #position = 0;
  #pieces: (FilePiece | BytesPiece)[] = [];
  #bytes: Uint8Array<ArrayBuffer> | undefined;
  #used = 0;
  /** Bytes of the line that goes on behind the segment's end, from there on; undefined where none does. */
  #overhang: number | undefined;
  #log: { readonly log: SegmentLog; start: number; offset: number } | undefined;
  readonly #spare: Uint8Array<ArrayBuffer>[] = [];
  readonly #segmentBytes: number;
  readonly #mostOverhang: number;

  constructor({ segmentBytes = SEGMENT_BYTES, mostOverhang = MAX_OVERHANG_BYTES }: CutLimits = {}) {
    this.#segmentBytes = segmentBytes;
    this.#mostOverhang = mostOverhang;
  }

  /** Where in its segment the next log begins. */
  get inSegment(): number {
    return this.#position % this.#segmentBytes;
  }

  /** The segments that end in a plain file. */
  *file(log: SegmentLog, { fd, size }: OpenFile): Generator<Segment> {
    for (let from = 0; from < size; ) {
      const to = Math.min(size, from + this.#segmentEnd() - this.#position);
      this.#pieces.push({ log, fd, from, to });
      this.#position += to - from;
      from = to;
      if (this.#position % this.#segmentBytes === 0) yield this.#take();
    }
  }

  /** Says that the bytes which come are of this log, until `endBytes`. */
  beginBytes(log: SegmentLog): void {
    this.#log = { log, start: this.#used, offset: 0 };
  }

  /** The segments that end in the next bytes of the log. False is given in place of one where a line is too long. */
  *push(chunk: Uint8Array): Generator<Segment | false> {
    for (let at = 0; at < chunk.length; ) {
      const end = this.#endOfPart(chunk, at);
      if ((this.#overhang ?? 0) + end - at > this.#mostOverhang && this.#overhang !== undefined) {
        yield false;
        return;
      }
      this.#copy(chunk.subarray(at, end));
      at = end;
      if (this.#isComplete(chunk[end - 1])) yield this.#take();
    }
  }

  /** The segment that ends with the log, if one does. */
  *endBytes(): Generator<Segment> {
    this.#endPiece();
    this.#log = undefined;
    if (this.#overhang !== undefined) yield this.#take();
  }

  /** The segment that ends with the last log. */
  *end(): Generator<Segment> {
    if (this.#pieces.length > 0) yield this.#take();
  }

  /** Takes bytes back whose segment was read. */
  recycle(bytes: Uint8Array<ArrayBuffer>): void {
    this.#spare.push(bytes);
  }

  /** Where the part of the chunk ends that belongs to one segment for sure. */
  #endOfPart(chunk: Uint8Array, at: number): number {
    if (this.#overhang === undefined) {
      return Math.min(chunk.length, at + this.#segmentEnd() - this.#position);
    }
    const lineFeed = chunk.indexOf(LINE_FEED, at);
    return lineFeed < 0 ? chunk.length : lineFeed + 1;
  }

  #copy(part: Uint8Array): void {
    this.#bytes ??= this.#spare.pop() ?? newBytes(this.#segmentBytes + this.#mostOverhang);
    this.#bytes.set(part, this.#used);
    this.#used += part.length;
    this.#position += part.length;
    if (this.#overhang !== undefined) this.#overhang += part.length;
    else if (this.#position % this.#segmentBytes === 0) this.#overhang = 0;
  }

  /** Whether the segment ends behind a byte: at or behind its border, where a line ends. */
  #isComplete(last: number | undefined): boolean {
    return this.#overhang !== undefined && last === LINE_FEED;
  }

  #segmentEnd(): number {
    return segmentEnd(this.#position, this.#segmentBytes);
  }

  #endPiece(): void {
    if (this.#log === undefined) return;
    const { log, start, offset } = this.#log;
    const end = this.#used;
    if (end > start) this.#pieces.push({ log, start, end, offset });
    this.#log = { log, start: end, offset: offset + end - start };
  }

  #take(): Segment {
    this.#endPiece();
    const segment = { pieces: this.#pieces, bytes: this.#bytes };
    this.#pieces = [];
    this.#bytes = undefined;
    this.#used = 0;
    this.#overhang = undefined;
    if (this.#log !== undefined) this.#log.start = 0;
    return segment;
  }
}

function newBytes(length: number): Uint8Array<ArrayBuffer> {
  const { buffer } = Buffer.allocUnsafeSlow(length);
  return new Uint8Array(buffer as ArrayBuffer);
}
