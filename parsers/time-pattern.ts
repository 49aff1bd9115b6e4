import { monthAt } from './calendar.ts';
import { zoneMinutes } from './clf-time.ts';
import type { Miss } from './contract.ts';
import type { Stamp, StampPiece } from './stamp.ts';
import {
  type Digits,
  digitConversions,
  otherConversions,
  shorthands,
  type TimeStep,
  tokens,
  toldByKind,
} from './time-conversions.ts';

/** The common log format's time without its brackets; `clf-time.ts` reads it faster where it is alone. */
export const CLF_PATTERN = '%d/%b/%Y:%H:%M:%S %z';

/** A pattern ready to read with `readTime`. */
export interface TimePattern {
  readonly steps: readonly TimeStep[];
  readonly tells: ReadonlySet<StampPiece>;
}

/** Compiles `sec`, `msec_frac` … or a strftime pattern; a miss names the conversion that it lacks. */
export function compileTimePattern(pattern: string): TimePattern | Miss {
  const token = tokens[pattern];
  const steps =
    token === undefined ? stepsOf(pattern) : [{ kind: 'digits', digits: token } as const];
  if ('reason' in steps) return steps;
  const tells = new Set<StampPiece>();
  for (const step of steps) {
    const piece = step.kind === 'digits' ? step.digits.piece : toldByKind[step.kind];
    if (piece !== undefined) tells.add(piece);
  }
  return { steps, tells };
}

function stepsOf(pattern: string): readonly TimeStep[] | Miss {
  const steps: TimeStep[] = [];
  for (const [piece] of pattern.matchAll(/%[-_0^EO]?.?|[^%]+/gs)) {
    const read = piece.startsWith('%') ? conversionSteps(piece) : literalSteps(piece);
    if (read === undefined || piece === '%') {
      return { reason: `${piece} is no strftime conversion that culprit reads`, field: piece };
    }
    steps.push(...read);
  }
  return steps;
}

/** The steps of `%d`, or of `%-d` with a flag of GNU's. */
function conversionSteps(conversion: string): readonly TimeStep[] | undefined {
  const letter = conversion.slice(-1);
  const digits = digitConversions[letter];
  if (digits !== undefined) return [{ kind: 'digits', digits: flagged(digits, conversion[1]) }];
  const other = otherConversions[letter];
  if (other !== undefined) return [other];
  const shorthand = shorthands[letter];
  return shorthand === undefined ? undefined : shorthandSteps(shorthand);
}

function flagged(digits: Digits, flag: string | undefined): Digits {
  if (flag === '-') return { ...digits, unpadded: true };
  return flag === '_' ? { ...digits, padded: true } : digits;
}

function literalSteps(text: string): readonly TimeStep[] {
  return [...new TextEncoder().encode(text)].map((byte) => ({ kind: 'literal', byte }));
}

function shorthandSteps(shorthand: string): readonly TimeStep[] {
  if (shorthand.length === 1) return literalSteps(shorthand);
  const steps = stepsOf(shorthand);
  return 'reason' in steps ? [] : steps;
}

/** Reads a time at `bytes[at]` into `stamp`; returns the offset behind it, or -1. */
export function readTime(
  { steps }: TimePattern,
  stamp: Stamp,
  bytes: Uint8Array,
  { at, end }: { readonly at: number; readonly end: number },
): number {
  let place = at;
  for (const step of steps) {
    place = readStep(step, stamp, bytes, { at: place, end });
    if (place < 0) return -1;
  }
  return place;
}

interface Span {
  readonly at: number;
  readonly end: number;
}

function readStep(step: TimeStep, stamp: Stamp, bytes: Uint8Array, span: Span): number {
  switch (step.kind) {
    case 'literal':
      return span.at < span.end && bytes[span.at] === step.byte ? span.at + 1 : -1;
    case 'digits':
      return readDigits(step.digits, stamp, bytes, span);
    case 'month':
      stamp.set('month', monthAt(bytes, span.at) || Number.NaN);
      return monthAt(bytes, span.at) > 0 ? wordEnd(bytes, span) : -1;
    case 'word':
      return wordEnd(bytes, span);
    case 'half':
      return readHalf(stamp, bytes, span);
    case 'zone':
      return readZone(stamp, bytes, span);
    case 'zoneName':
      return zoneNameEnd(bytes, span);
  }
}

const ZERO = 0x30;
const SPACE = 0x20;
const COLON = 0x3a;
const DASH = 0x2d;
const PLUS = 0x2b;
const UPPER_A = 0x41;
const UPPER_P = 0x50;
const UPPER_Z = 0x5a;

function readDigits(digits: Digits, stamp: Stamp, bytes: Uint8Array, span: Span): number {
  const { width, piece, low = 0, high = Number.MAX_VALUE, times = 1, decimals = 0 } = digits;
  const from = digits.padded && bytes[span.at] === SPACE ? span.at + 1 : span.at;
  const limit = width === undefined ? span.end : Math.min(span.end, span.at + width);
  const stop = digitsEnd(bytes, from, limit);
  const isWhole = width === undefined || digits.unpadded === true || stop === span.at + width;
  if (stop === from || !isWhole) return -1;
  const point = Math.max(from, stop - decimals);
  // Nanoseconds since 1970 are more than a double holds: their decimals are counted apart.
  const value =
    digitsValue(bytes, from, point) + digitsValue(bytes, point, stop) / 10 ** (stop - point);
  if (value < low || value > high) return -1;
  if (piece !== undefined) stamp.set(piece, (value + century(value, digits)) * times);
  return stop;
}

function digitsEnd(bytes: Uint8Array, from: number, limit: number): number {
  let place = from;
  while (place < limit && isDigit(bytes[place] ?? 0)) place++;
  return place;
}

function digitsValue(bytes: Uint8Array, from: number, stop: number): number {
  let value = 0;
  for (let place = from; place < stop; place++) value = value * 10 + (bytes[place] ?? 0) - ZERO;
  return value;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= ZERO + 9;
}

/** `%y`: 69 to 99 are of the twentieth century, 00 to 68 of the next. */
function century(value: number, { centuryFrom }: Digits): number {
  if (centuryFrom === undefined) return 0;
  return value < centuryFrom ? 2000 : 1900;
}

function wordEnd(bytes: Uint8Array, { at, end }: Span): number {
  let place = at;
  while (place < end && isLetter(bytes[place] ?? 0)) place++;
  return place > at ? place : -1;
}

function zoneNameEnd(bytes: Uint8Array, span: Span): number {
  const sign = bytes[span.at];
  if (sign !== PLUS && sign !== DASH) return wordEnd(bytes, span);
  const stop = digitsEnd(bytes, span.at + 1, span.end);
  return stop > span.at + 1 ? stop : -1;
}

function isLetter(byte: number): boolean {
  const upper = byte & ~0x20;
  return upper >= UPPER_A && upper <= UPPER_Z;
}

function readHalf(stamp: Stamp, bytes: Uint8Array, span: Span): number {
  const half = (bytes[span.at] ?? 0) & ~0x20;
  if (half !== UPPER_A && half !== UPPER_P) return -1;
  stamp.set('afternoon', half === UPPER_P ? 1 : 0);
  return wordEnd(bytes, span);
}

/** `+0530`, and `+05:30` and `Z` as ISO 8601 has them. */
function readZone(stamp: Stamp, bytes: Uint8Array, { at, end }: Span): number {
  if (bytes[at] === UPPER_Z) {
    stamp.set('zoneMinutes', 0);
    return at + 1;
  }
  const colon = bytes[at + 3] === COLON ? 1 : 0;
  const stop = at + 5 + colon;
  if (stop > end) return -1;
  const plain = colon === 0 ? bytes : withoutColon(bytes, at);
  const minutes = zoneMinutes(plain, colon === 0 ? at : 0);
  stamp.set('zoneMinutes', minutes);
  return Number.isNaN(minutes) ? -1 : stop;
}

function withoutColon(bytes: Uint8Array, at: number): Uint8Array {
  return Uint8Array.of(...bytes.subarray(at, at + 3), ...bytes.subarray(at + 4, at + 6));
}
