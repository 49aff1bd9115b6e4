/**
 * Where fields end in a block of lines, each with a line feed behind it: searches stop there by themselves, and return -1
 * when they find nothing before it. Four bytes are looked at at once where that pays.
 */

export const LINE_FEED = 0x0a;
const SPACE = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** A number with 1, with 128, with a certain byte in each of its four bytes. */
const ONES = 0x01010101;
const HIGH_BITS = 0x80808080 | 0;
const SPACES = ONES * SPACE;
const QUOTES = ONES * QUOTE;
const BACKSLASHES = ONES * BACKSLASH;
/** Bytes below this are spaces, quotes, line feeds, and a few that are rare. */
const BELOW_HASH = ONES * 0x23;

/** Lines in memory: the same bytes twice, one by one and four at a time. */
export interface Block {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Behind the last line feed. */
  readonly end: number;
}

export function blockOf(bytes: Uint8Array, end: number): Block {
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), end };
}

export function isLiteralAt(bytes: Uint8Array, at: number, literal: Uint8Array): boolean {
  for (let i = 0; i < literal.length; i++) if (bytes[at + i] !== literal[i]) return false;
  return true;
}

/**
 * The first double quote that no backslash escapes. A byte of a word is below n where subtracting n borrows (Hacker's
 * Delight, 6-1); a byte is b where xor with b leaves one below 1.
 */
export function quoteIn({ bytes, view, end }: Block, from: number): number {
  let at = from;
  for (const last = end - 4; at <= last; at += 4) {
    const word = view.getInt32(at, true);
    const below = word - SPACES;
    const found = below | ((word ^ QUOTES) - ONES) | ((word ^ BACKSLASHES) - ONES);
    const marks = found & ~word & HIGH_BITS;
    if (marks === 0) continue;
    // The lowest mark is right; those above it may be borrowed.
    at += firstMark(marks);
    break;
  }
  for (; ; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) return at;
    if (byte === LINE_FEED) return -1;
    if (byte === BACKSLASH && bytes[++at] === LINE_FEED) return -1;
  }
}

/** The first byte of a word, 0 to 3, whose highest bit is set. */
function firstMark(marks: number): number {
  return (31 - Math.clz32(marks & -marks)) >> 3;
}

/** The first space, double quote, backslash, or byte below a space: behind a target as clients write them stands a space. */
export function targetEndIn({ bytes, view, end }: Block, from: number): number {
  let at = from;
  for (const last = end - 4; at <= last; at += 4) {
    const word = view.getInt32(at, true);
    const found = (word - BELOW_HASH) | ((word ^ BACKSLASHES) - ONES);
    const marks = found & ~word & HIGH_BITS;
    if (marks === 0) continue;
    at += firstMark(marks);
    break;
  }
  for (; ; at++) {
    const byte = bytes[at] ?? LINE_FEED;
    if (byte <= SPACE || byte === QUOTE || byte === BACKSLASH) return at;
  }
}
