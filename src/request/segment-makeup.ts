/**
 * What a path segment is made of, as bits of one number: what a rule asks for before its pattern is tried. For each kind
 * of character a segment may begin with it, have it, or have nothing else.
 */
export type Makeup = number;

/** Kinds of characters; a character can be of several. */
const DIGIT = 1;
const CAPITAL = 2;
const DOT = 4;
/** Between words: `-` and `_`. */
const JOINT = 8;
/** A hexadecimal digit, of either case. */
const HEX = 16;
/** ASCII letters and digits, `_`, `=` and `-`: what tokens are written with. */
const TOKEN = 32;
/** Of an escape or a template: `%`, `{` and `}`. */
const ESCAPE = 64;
/** What bytes may stand for another character with, or what ends a segment; no kind of a decoded one. */
const FOREIGN = 128;

const ONLY_SHIFT = 8;
const EVERY_KIND = 0xff;

export const HAS_DIGIT: Makeup = DIGIT;
export const HAS_CAPITAL: Makeup = CAPITAL;
export const HAS_DOT: Makeup = DOT;
export const HAS_JOINT: Makeup = JOINT;
export const HAS_ESCAPE: Makeup = ESCAPE;
export const HAS_FOREIGN: Makeup = FOREIGN;
export const ONLY_DIGITS: Makeup = DIGIT << ONLY_SHIFT;
export const ONLY_HEX: Makeup = HEX << ONLY_SHIFT;
export const ONLY_TOKEN: Makeup = TOKEN << ONLY_SHIFT;
export const DIGIT_FIRST: Makeup = 1 << 16;
/** At least so many. */
export const FIVE_JOINTS: Makeup = 1 << 17;
/** As many characters as a UUID has. */
export const UUID_LONG: Makeup = 1 << 18;
/** At least so many characters. */
export const EIGHT_LONG: Makeup = 1 << 19;
export const SIXTEEN_LONG: Makeup = 1 << 20;
/** More than `MAX_SEGMENT_CHARACTERS`. */
export const TOO_LONG: Makeup = 1 << 21;

const UUID_CHARACTERS = 36;
/** Longer segments are tokens whatever they hold. */
export const MAX_SEGMENT_CHARACTERS = 64;

/** By character code below 128. */
const kinds: Uint8Array = Uint8Array.from({ length: 128 }, (_, code) => kindsOf(code));

function kindsOf(code: number): number {
  const character = String.fromCharCode(code);
  return [
    [/\d/, DIGIT] as const,
    [/[A-Z]/, CAPITAL] as const,
    [/\./, DOT] as const,
    [/[-_]/, JOINT] as const,
    [/[\da-f]/i, HEX] as const,
    [/[\w=-]/, TOKEN] as const,
    [/[%{}]/, ESCAPE] as const,
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
    [/[\x00-\x1f\x7f"\\/;?#]/, FOREIGN] as const,
  ].reduce((all, [pattern, kind]) => (pattern.test(character) ? all | kind : all), 0);
}

/** The makeup of the segment `text[start, end)`. */
export function makeupOf(text: string, start: number, end: number): Makeup {
  if (start === end) return 0;
  let has = 0;
  let only = EVERY_KIND;
  let joints = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    const kind = code < 128 ? (kinds[code] ?? 0) : FOREIGN;
    has |= kind;
    only &= kind;
    joints += kind & JOINT;
  }
  const first = kinds[text.charCodeAt(start)] ?? 0;
  return has | (only << ONLY_SHIFT) | beginning(first) | countOf(joints) | lengthOf(end - start);
}

/** The same of bytes, which are the characters' codes where none is foreign. */
export function makeupOfBytes(bytes: Uint8Array, start: number, end: number): Makeup {
  if (start === end) return 0;
  let has = 0;
  let only = EVERY_KIND;
  let joints = 0;
  for (let at = start; at < end; at++) {
    const code = bytes[at] ?? 0;
    const kind = code < 128 ? (kinds[code] ?? 0) : FOREIGN;
    has |= kind;
    only &= kind;
    joints += kind & JOINT;
  }
  const first = kinds[bytes[start] ?? 0] ?? 0;
  return has | (only << ONLY_SHIFT) | beginning(first) | countOf(joints) | lengthOf(end - start);
}

function beginning(kind: number): Makeup {
  return (kind & DIGIT) === 0 ? 0 : DIGIT_FIRST;
}

/** Takes the sum of the bits of joints. */
function countOf(joints: number): Makeup {
  return joints < 5 * JOINT ? 0 : FIVE_JOINTS;
}

function lengthOf(characters: number): Makeup {
  if (characters < 8) return 0;
  if (characters < 16) return EIGHT_LONG;
  const long = EIGHT_LONG | SIXTEEN_LONG;
  if (characters === UUID_CHARACTERS) return long | UUID_LONG;
  return characters <= MAX_SEGMENT_CHARACTERS ? long : long | TOO_LONG;
}
