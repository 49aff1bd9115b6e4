import type { Miss } from '../contract.ts';

const LINE_FEED = 0x0a;
/** Bytes of a UTF-8 character behind its first have the highest two bits 10. */
const CONTINUATION = 0x80;
const CONTINUATION_MASK = 0xc0;

/** Where a text stops being of its format, as a byte offset, and why. */
export interface TextFault {
  readonly at: number;
  /** What is wrong there: `a label name is missing`. */
  readonly what: string;
}

export function isFault(value: unknown): value is TextFault {
  return typeof value === 'object' && value !== null && 'what' in value;
}

/** The miss of a fault, with line and column (in characters) counted from 1. */
export function missAt(bytes: Uint8Array, { at, what }: TextFault): Miss {
  let line = 1;
  let lineAt = 0;
  for (let stop = bytes.indexOf(LINE_FEED); stop >= 0 && stop < at; ) {
    line += 1;
    lineAt = stop + 1;
    stop = bytes.indexOf(LINE_FEED, lineAt);
  }
  let column = 1;
  for (let place = lineAt; place < at; place++) {
    if (((bytes[place] ?? 0) & CONTINUATION_MASK) !== CONTINUATION) column += 1;
  }
  const field = `line ${line}, column ${column}`;
  return { reason: `${field}: ${what}`, field };
}
