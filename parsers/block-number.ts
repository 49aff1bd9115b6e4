import { type Block, firstMark } from './block-cursor.ts';
import { ABOVE_NINE, DOT, HIGH_BITS, ZEROS } from './byte-codes.ts';

/**
 * Numbers and addresses of a block, read four digits at a time and without asking byte by byte where they end: how long a number is
 * cannot be foreseen, and a wrong guess costs a processor as much as the rest.
 */

/** Longer numbers are read in another way. */
export const MAX_QUICK_DIGITS = 7;

/** By the number of digits: the bits of the last word that are theirs, and of the word before. */
const lastBits = Int32Array.of(0, -1 << 24, -1 << 16, -1 << 8, -1, -1, -1, -1);
const bitsBefore = Int32Array.of(0, 0, 0, 0, 0, -1 << 24, -1 << 16, -1 << 8);

/** How many digits stand at `at`; 8 where there may be more. */
export function digitsAt({ view }: Block, at: number): number {
  const inFirst = firstMark(otherThanDigits(view.getInt32(at, true) ^ ZEROS));
  const inSecond = firstMark(otherThanDigits(view.getInt32(at + 4, true) ^ ZEROS));
  return inFirst + (inSecond & -(inFirst >> 2));
}

/** The number whose last `count` digits, at most `MAX_QUICK_DIGITS`, stand before `end`, which is at least 8. */
export function numberBefore({ view }: Block, end: number, count: number): number {
  const last = (view.getInt32(end - 4, true) ^ ZEROS) & (lastBits[count] ?? 0);
  const before = (view.getInt32(end - 8, true) ^ ZEROS) & (bitsBefore[count] ?? 0);
  return 10_000 * ofFour(before) + ofFour(last);
}

/** A bit for each byte of a word that is above nine; only the lowest is right. */
function otherThanDigits(digits: number): number {
  return ((digits + ABOVE_NINE) | digits) & HIGH_BITS;
}

/** The number of four digits, of which the first is in the lowest byte. */
function ofFour(digits: number): number {
  const pairs = Math.imul(digits, 10) + (digits >>> 8);
  return (pairs & 0xff) * 100 + ((pairs >>> 16) & 0xff);
}

const OCTETS = 4;

/**
 * Puts the IPv4 address at `at` into its place, as a signed number of 32 bits, and returns where it ends; -1 where none
 * stands there, or not in the one way in which we write them.
 */
export function takeAddress(
  { bytes, view }: Block,
  at: number,
  addresses: Float64Array,
  line: number,
): number {
  let address = 0;
  let stop = at - 1;
  for (let octet = 0; octet < OCTETS; octet++) {
    if (octet > 0 && bytes[stop] !== DOT) return -1;
    const from = stop + 1;
    const digits = view.getInt32(from, true) ^ ZEROS;
    const count = firstMark(otherThanDigits(digits));
    if (count === 0 || count > 3) return -1;
    const value = ofFour(digits << (32 - 8 * count));
    const hasZeroInFront = count > 1 && (digits & 0xff) === 0;
    if (value > 255 || hasZeroInFront) return -1;
    address = (address << 8) | value;
    stop = from + count;
  }
  addresses[line] = address;
  return stop;
}
