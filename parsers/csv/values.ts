import { type Unit, units } from './units.ts';

/** Longer cells are no numbers. */
export const MAX_NUMBER_LENGTH = 48;

/** What tables write where there is no value, in lower case. */
const absent: ReadonlySet<string> = new Set([
  '',
  '-',
  '--',
  'n/a',
  'na',
  'nan',
  '-nan',
  'nil',
  'none',
  'null',
  'undefined',
  'no data',
  'u',
]);

/** A number with what stands behind it. */
const NUMBER_AND_UNIT = /^([-+]?(?:\d[\d.,]*|\.\d+)(?:[eE][-+]?\d+)?)\s*([^\d\s].*)?$/;
const INFINITE = /^[-+]?inf(?:inity)?$/i;
/** Digits in groups of three. */
const GROUPED = /^[-+]?\d{1,3}(?:[.,]\d{3})+$/;

const decoder = new TextDecoder();

const ZERO = 0x30;
const DASH = 0x2d;
/** As many digits are read without rounding. */
const EXACT_DIGITS = 15;

export type DecimalMark = '.' | ',';

/** A cell that is read: what it says, and in which unit where it says that; NaN where it says that there is no value. */
export interface Value {
  readonly value: number;
  readonly unit?: string;
}

const noValue: Value = Object.freeze({ value: Number.NaN });

/** The number in `bytes[start, end)` where it is plain digits, with decimals or not; else NaN. */
export function readPlain(
  bytes: Uint8Array,
  start: number,
  end: number,
  mark: DecimalMark,
): number {
  const markByte = mark.charCodeAt(0);
  const first = bytes[start] === DASH ? start + 1 : start;
  if (end - first > EXACT_DIGITS + 1) return Number.NaN;
  let whole = 0;
  let point = end;
  for (let at = first; at < end; at++) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit >= 0 && digit <= 9) whole = whole * 10 + digit;
    else if (bytes[at] === markByte && point === end) point = at;
    else return Number.NaN;
  }
  const decimals = Math.max(0, end - point - 1);
  const digits = end - first - (point === end ? 0 : 1);
  if (digits < 1 || digits > EXACT_DIGITS) return Number.NaN;
  // Both are exact up to here, so that the quotient is the nearest number, as `Number` has it.
  const value = whole / 10 ** decimals;
  return first === start ? value : -value;
}

/** Reads a cell; undefined where it is text. */
export function readValue(text: string, mark: DecimalMark): Value | undefined {
  const trimmed = text.trim();
  if (trimmed.length > MAX_NUMBER_LENGTH) return undefined;
  if (absent.has(trimmed.toLowerCase()) || INFINITE.test(trimmed)) return noValue;
  const [, digits, suffix] = NUMBER_AND_UNIT.exec(trimmed) ?? [];
  if (digits === undefined) return undefined;
  const value = numberOf(digits, mark);
  if (Number.isNaN(value)) return undefined;
  if (suffix === undefined) return { value };
  const unit: Unit | undefined = units.get(suffix.trim());
  return unit === undefined ? undefined : { value: value * unit.times, unit: unit.unit };
}

export function readCell(
  bytes: Uint8Array,
  start: number,
  end: number,
  mark: DecimalMark,
): Value | undefined {
  if (start === end) return noValue;
  if (end - start > MAX_NUMBER_LENGTH * 2) return undefined;
  return readValue(decoder.decode(bytes.subarray(start, end)), mark);
}

/** A comma that is no decimal mark stands between groups of three digits, and the other way round. */
function numberOf(text: string, mark: DecimalMark): number {
  const other = mark === '.' ? ',' : '.';
  const whole = text.split(mark, 1)[0] ?? '';
  if (whole.includes(other) && !GROUPED.test(whole)) return Number.NaN;
  return Number(text.replaceAll(other, '').replace(mark, '.'));
}

/**
 * What marks the decimals of a table, by its cells: a comma where some cell has one with other than three digits behind
 * it, or where the cells are not parted by commas and none has a point.
 */
export function decimalMarkOf(cells: Iterable<string>, isCommaDelimited: boolean): DecimalMark {
  let hasPoint = false;
  let hasComma = false;
  for (const cell of cells) {
    const [, digits] = NUMBER_AND_UNIT.exec(cell.trim()) ?? [];
    if (digits === undefined) continue;
    const comma = digits.lastIndexOf(',');
    const point = digits.lastIndexOf('.');
    if (comma > point && point >= 0) return ',';
    if (point > comma && comma >= 0) return '.';
    if (comma >= 0 && !GROUPED.test(digits)) return ',';
    hasPoint ||= point >= 0;
    hasComma ||= comma >= 0;
  }
  return hasComma && !hasPoint && !isCommaDelimited ? ',' : '.';
}
