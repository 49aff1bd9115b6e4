import type { Piece } from '../../parsers/contract.ts';
import { MAX_LINE_BYTES } from './lines.ts';

/** Streams that lines may be cut on at once: `stdout` and `stderr`. */
export const MAX_STREAMS = 8;

/** What came of a line so far. */
interface OpenLine {
  /** Offset of its first piece. */
  readonly offset: number;
  readonly parts: Uint8Array[];
  bytes: number;
}

/** A line put together. */
export interface JoinedLine {
  readonly bytes: Uint8Array;
  readonly offset: number;
}

/**
 * Puts lines together that a logger has cut into pieces. Of a line over `MAX_LINE_BYTES` it keeps no more than shows that it
 * is one.
 */
export class LinePieces {
  readonly #open = new Map<string, OpenLine>();

  /** Whether no line has begun. */
  get isEmpty(): boolean {
    return this.#open.size === 0;
  }

  /** Whether a line of the stream has begun. */
  isOpen({ stream }: Piece): boolean {
    return this.#open.has(stream);
  }

  /** Takes a piece that is not the last. */
  push(piece: Piece, bytes: Uint8Array, offset: number): void {
    const open = this.#open.get(piece.stream) ?? { offset, parts: [], bytes: 0 };
    if (!this.#open.has(piece.stream) && this.#open.size >= MAX_STREAMS) return;
    this.#open.set(piece.stream, open);
    if (open.bytes > MAX_LINE_BYTES) return;
    open.parts.push(Uint8Array.from(bytes.subarray(piece.at, piece.stop)));
    open.bytes += piece.stop - piece.at;
  }

  /** The whole line that ends with this piece, the line `bytes[start, end)`: what the logger would have written of it. */
  join(piece: Piece, bytes: Uint8Array, { start, end }: LineRange): JoinedLine {
    const { parts, offset } = this.#open.get(piece.stream) ?? { parts: [], offset: 0 };
    this.#open.delete(piece.stream);
    const head = bytes.subarray(start, piece.at);
    return { bytes: Buffer.concat([head, ...parts, bytes.subarray(piece.at, end)]), offset };
  }
}

interface LineRange {
  readonly start: number;
  readonly end: number;
}
