import { findByte, holdsLiteral } from './cursor.ts';

/** What `readNumber` and `sumList` return beside numbers, which are never negative. */
export const ABSENT = -1;
export const MALFORMED = -2;

/** More digits than any server writes: nanoseconds since 1970 have 19. */
export const MAX_DIGITS = 20;

const DASH = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;

const powersOfTen = Float64Array.from({ length: MAX_DIGITS + 1 }, (_, power) => 10 ** power);

/** A factor as a fraction, so that 0.384 s and 384 ms come out as the same number. */
export interface Scale {
  readonly times: number;
  readonly over: number;
  /** Whether a number may have a decimal point. */
  readonly decimals?: boolean;
}

export type Unit = 's' | 'ms' | 'us' | 'ns' | 'count';

/** Units in which servers write numbers, as factors to milliseconds; a count has no unit. */
export const units: Readonly<Record<Unit, Scale>> = {
  s: { times: 1000, over: 1 },
  ms: { times: 1, over: 1 },
  us: { times: 1, over: 1000 },
  ns: { times: 1, over: 1_000_000 },
  count: { times: 1, over: 1 },
};

/**
 * The number in `bytes[at, end)`: digits, with a decimal point where the scale allows one. `ABSENT` for nothing, for `-`
 * and for a negative number (lighttpd's `%D` is -1 when the clock was set back), `MALFORMED` else.
 */
export function readNumber(bytes: Uint8Array, at: number, end: number, scale: Scale): number {
  if (at === end) return ABSENT;
  if (bytes[at] === DASH) return isNegative(bytes, at + 1, end) ? ABSENT : MALFORMED;
  if (end - at > MAX_DIGITS) return MALFORMED;
  let point = scale.decimals === true ? at : end;
  while (point < end && bytes[point] !== DOT) point++;
  const whole = readDigits(bytes, at, point);
  if (whole < 0) return MALFORMED;
  if (point === end) return (whole * scale.times) / scale.over;
  const fraction = readDigits(bytes, point + 1, end);
  if (fraction < 0) return MALFORMED;
  return scaled(whole, fraction, end - point - 1, scale);
}

/** The number of which the digits before and behind the point are given, of the latter as many as `decimals`. */
export function scaled(
  whole: number,
  fraction: number,
  decimals: number,
  { times, over }: Pick<Scale, 'times' | 'over'>,
): number {
  const tens = powersOfTen[decimals] ?? 1;
  return ((whole * tens + fraction) * times) / (over * tens);
}

/** The number of one digit or more, or -1. */
function readDigits(bytes: Uint8Array, at: number, end: number): number {
  if (at >= end) return -1;
  let value = 0;
  for (let place = at; place < end; place++) {
    const digit = (bytes[place] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function isNegative(bytes: Uint8Array, at: number, end: number): boolean {
  if (at === end) return true;
  return readNumber(bytes, at, end, { ...units.count, decimals: true }) >= 0;
}

const SPACE = 0x20;
const COMMA = 0x2c;
const COLON = 0x3a;

/** A unit by the word that a server writes for it. */
export interface UnitWord {
  readonly word: Uint8Array;
  readonly scale: Scale;
}

/** The words of a table ready for `readQuantity`. */
export function unitWords(
  table: Readonly<Record<string, Unit>>,
  decimals: boolean,
): readonly UnitWord[] {
  const encoder = new TextEncoder();
  return Object.entries(table).map(([word, unit]) => ({
    word: encoder.encode(word),
    scale: { ...units[unit], decimals },
  }));
}

/** The number of `129 msecs`; what stands behind the unit and one more space is not looked at. */
export function readQuantity(
  bytes: Uint8Array,
  at: number,
  end: number,
  words: readonly UnitWord[],
): number {
  const space = findByte(bytes, at, end, SPACE);
  if (space < 0) return MALFORMED;
  const wordAt = space + 1;
  for (const { word, scale } of words) {
    const wordEnd = wordAt + word.length;
    const isWhole = wordEnd === end || bytes[wordEnd] === SPACE;
    if (isWhole && holdsLiteral(bytes, wordAt, end, word))
      return readNumber(bytes, at, space, scale);
  }
  return MALFORMED;
}

/**
 * The sum of a list such as `0.100, 0.200 : -`: nginx writes one time for each upstream it tried. `ABSENT`
 * when no item is a number.
 */
export function sumList(bytes: Uint8Array, at: number, end: number, scale: Scale): number {
  let sum = ABSENT;
  let itemAt = at;
  for (let place = at; place <= end; place++) {
    const byte = place === end ? SPACE : bytes[place];
    if (byte !== SPACE && byte !== COMMA && byte !== COLON) continue;
    const value = readNumber(bytes, itemAt, place, scale);
    if (value === MALFORMED) return MALFORMED;
    if (value !== ABSENT) sum = Math.max(sum, 0) + value;
    itemAt = place + 1;
  }
  return sum;
}
