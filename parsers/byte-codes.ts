/**
 * Bytes that mean something in a log, one by one and four to a word. This file imports nothing: so the bundle has these
 * values where their names stand.
 */

export const LINE_FEED = 0x0a;
export const CARRIAGE_RETURN = 0x0d;
export const SPACE = 0x20;
export const QUOTE = 0x22;
export const DASH = 0x2d;
export const DOT = 0x2e;
export const SLASH = 0x2f;
export const ZERO = 0x30;
export const BACKSLASH = 0x5c;

/** A word with 1, with 128 in each of its four bytes; times a byte, the first is a word of such bytes. */
export const ONES = 0x01010101;
export const HIGH_BITS: number = 0x80808080 | 0;

export const SPACES: number = 0x20 * ONES;
export const QUOTES: number = 0x22 * ONES;
export const ZEROS: number = 0x30 * ONES;
export const BACKSLASHES: number = 0x5c * ONES;
/** Bytes below `#` are spaces, quotes, line feeds, and a few that are rare. */
export const HASHES: number = 0x23 * ONES;
/** Added to digits from 0 to 9 it leaves their highest bits clear, and no others'. */
export const ABOVE_NINE: number = 0x76 * ONES;

/** `HTTP` as a word. */
export const HTTP = 0x50545448;
