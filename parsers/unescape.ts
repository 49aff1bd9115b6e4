import type { Escaping } from './contract.ts';

const BACKSLASH = 0x5c;
const DASH = 0x2d;
const LOWER_U = 0x75;
const LOWER_X = 0x78;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Letters after a backslash, with the byte that each stands for: the union of what httpd
 * (`ap_escape_logitem`), lighttpd (`buffer_append_bs_escaped`) and JSON write. Not one letter means two
 * things.
 *
 * - https://github.com/apache/httpd/blob/trunk/server/util.c
 * - https://github.com/lighttpd/lighttpd1.4/blob/master/src/buffer.c
 */
const letters: Readonly<Record<string, number>> = {
  a: 0x07,
  b: 0x08,
  t: 0x09,
  n: 0x0a,
  v: 0x0b,
  f: 0x0c,
  r: 0x0d,
  '"': 0x22,
  '/': 0x2f,
  '\\': BACKSLASH,
};
const letterBytes = new Uint8Array(256);
for (const [letter, byte] of Object.entries(letters)) letterBytes[letter.charCodeAt(0)] = byte;

/**
 * The text of `bytes[start, end)` with the server's escapes undone: UTF-8, with U+FFFD for what is none.
 * An escape that the server cannot have written stays as it stands. `undefined` for an empty range and for
 * the one byte `-`, by which servers write absence.
 */
export function unescapeText(
  bytes: Uint8Array,
  start: number,
  end: number,
  escaping: Escaping,
): string | undefined {
  if (isAbsentText(bytes, start, end)) return undefined;
  if (escaping === 'none' || !hasBackslash(bytes, start, end)) {
    return decoder.decode(bytes.subarray(start, end));
  }
  return decoder.decode(unescapeBytes(bytes.subarray(start, end), escaping));
}

/** Whether a range is empty or the one byte `-`. */
export function isAbsentText(bytes: Uint8Array, start: number, end: number): boolean {
  return end <= start || (end - start === 1 && bytes[start] === DASH);
}

function hasBackslash(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] === BACKSLASH) return true;
  return false;
}

/** Undoing never lengthens: the shortest escape has two bytes, and `\uHHHH` six for at most three. */
function unescapeBytes(escaped: Uint8Array, escaping: Escaping): Uint8Array {
  const plain = new Uint8Array(escaped.length);
  return plain.subarray(0, unescapeInto(escaped, escaping, plain));
}

/** Undoes the escapes of all of `escaped` into `plain`, which is as long at least; returns how many bytes came out. */
export function unescapeInto(escaped: Uint8Array, escaping: Escaping, plain: Uint8Array): number {
  let length = 0;
  let at = 0;
  while (at < escaped.length) {
    const width = escapeWidth(escaped, at, escaping);
    if (width === JSON_WIDTH) {
      length += encodeUnit(escaped, at, plain, length);
      at += pairedWidth(escaped, at);
      continue;
    }
    plain[length++] = width === 1 ? (escaped[at] ?? 0) : escapedByte(escaped, at, width);
    at += width;
  }
  return length;
}

const LETTER_WIDTH = 2;
const HEX_WIDTH = 4;
const JSON_WIDTH = 6;

/** How many bytes the escape at `at` takes; 1 where there is none. */
function escapeWidth(bytes: Uint8Array, at: number, escaping: Escaping): number {
  if (bytes[at] !== BACKSLASH) return 1;
  const letter = bytes[at + 1] ?? 0;
  if (letter === LOWER_U && escaping === 'json')
    return hexValue(bytes, at + 2, 4) < 0 ? 1 : JSON_WIDTH;
  if (letter === LOWER_X && escaping !== 'json')
    return hexValue(bytes, at + 2, 2) < 0 ? 1 : HEX_WIDTH;
  return escaping !== 'hex' && letterBytes[letter] !== 0 ? LETTER_WIDTH : 1;
}

function escapedByte(bytes: Uint8Array, at: number, width: number): number {
  return width === HEX_WIDTH ? hexValue(bytes, at + 2, 2) : (letterBytes[bytes[at + 1] ?? 0] ?? 0);
}

/** The number that `digits` hexadecimal digits make, or -1 when one of them is none. */
function hexValue(bytes: Uint8Array, at: number, digits: number): number {
  let value = 0;
  for (let place = at; place < at + digits; place++) {
    const digit = Number.parseInt(String.fromCharCode(bytes[place] ?? 0), 16);
    if (Number.isNaN(digit)) return -1;
    value = value * 16 + digit;
  }
  return value;
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;

/** The second half of a `\uHHHH\uHHHH` pair that starts at `at`, or -1 when there is no pair. */
function lowSurrogate(bytes: Uint8Array, at: number): number {
  if (!isHighSurrogate(hexValue(bytes, at + 2, 4))) return -1;
  const next = at + JSON_WIDTH;
  if (escapeWidth(bytes, next, 'json') !== JSON_WIDTH) return -1;
  const unit = hexValue(bytes, next + 2, 4);
  return isLowSurrogate(unit) ? unit : -1;
}

function pairedWidth(bytes: Uint8Array, at: number): number {
  return lowSurrogate(bytes, at) < 0 ? JSON_WIDTH : 2 * JSON_WIDTH;
}

const encoder = new TextEncoder();

/** Writes the character of the `\uHHHH` at `at` as UTF-8; returns how many bytes it took. */
function encodeUnit(bytes: Uint8Array, at: number, into: Uint8Array, offset: number): number {
  const low = lowSurrogate(bytes, at);
  const units = low < 0 ? [hexValue(bytes, at + 2, 4)] : [hexValue(bytes, at + 2, 4), low];
  return encoder.encodeInto(String.fromCharCode(...units), into.subarray(offset)).written;
}
