import { BACKSLASH, LINE_FEED, QUOTE } from './byte-codes.ts';

/**
 * Where fields end in a block of lines, each with a line feed behind it: searches stop there by themselves. Four bytes are
 * looked at at once: a byte of a word is below n where subtracting n borrows (Hacker's Delight, 6-1); a byte is b where xor
 * with b leaves one below 1. Of the marks that this leaves the lowest is right; those above it may be borrowed.
 */

/** What may be read behind a line feed: a time and a word more. So nothing has to be asked before a word is read. */
export const SLACK_BYTES = 32;

/** Lines in memory: the same bytes twice, one by one and four at a time. */
export interface Block {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Behind the last line feed. */
  readonly end: number;
}

/** The lines of `bytes[start, end)` with so much memory behind them that words can be read everywhere. */
export function blockOf(bytes: Uint8Array, start: number, end: number): Block {
  // More may lie in the same memory, as where a buffer was filled in part.
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const last = Math.min(end, view.byteLength - SLACK_BYTES) - 1;
  const linesEnd = last < start ? start : bytes.lastIndexOf(LINE_FEED, last) + 1;
  return { bytes, view, end: Math.max(start, linesEnd) };
}

export function isLiteralAt(bytes: Uint8Array, at: number, literal: Uint8Array): boolean {
  for (let i = 0; i < literal.length; i++) if (bytes[at + i] !== literal[i]) return false;
  return true;
}

/** The first byte of a word, 0 to 3, whose highest bit is set; 4 where none is. */
export function firstMark(marks: number): number {
  return (32 - Math.clz32(~marks & (marks - 1))) >> 3;
}

/** The first double quote that no backslash escapes, or -1. */
export function quoteIn({ bytes }: Block, from: number): number {
  for (let at = from; ; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) return at;
    if (byte === LINE_FEED) return -1;
    if (byte === BACKSLASH && bytes[++at] === LINE_FEED) return -1;
  }
}
