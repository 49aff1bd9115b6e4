import type { LineRecord, TextField } from './contract.ts';

/**
 * How the quoted texts of a line escape bytes. Servers with one layout differ in this:
 * httpd writes `\"`, `\n` and lower-case hex, lighttpd `\"`, `\n` and upper-case hex, nginx hex alone, in
 * upper case, for quotes and line ends too.
 */
export interface EscapeStyle {
  /** `\"`, `\\`, `\n` and the like. */
  readonly letters: boolean;
  /** `\x22`, `\x5C`, `\x0A` and the like, for bytes that others write as letters. */
  readonly hexForLetters: boolean;
  readonly lowerHex: boolean;
  readonly upperHex: boolean;
}

/** Bytes of a text that are looked at for escapes: the first ones tell as well as all. */
export const MAX_LOOKED_AT = 1024;

const escapedFields: readonly TextField[] = ['request', 'referer', 'agent'];
const NOTHING: EscapeStyle = {
  letters: false,
  hexForLetters: false,
  lowerHex: false,
  upperHex: false,
};
const BACKSLASH = 0x5c;
const ESCAPE = /\\(?:x([\dA-Fa-f]{2})|(["\\bnrtvaf]))/g;

/** The escapes in the texts of a line. */
export function escapeStyle(record: LineRecord): EscapeStyle {
  const escaped = escapedFields.map((field) => escapedText(record, field)).join('');
  if (escaped === '') return NOTHING;
  const found = [...escaped.matchAll(ESCAPE)];
  const hex = found.flatMap(([, digits]) => (digits === undefined ? [] : [digits]));
  return {
    letters: found.some(([, , letter]) => letter !== undefined),
    hexForLetters: hex.some((digits) => /^(?:22|5c|0[89abd])$/i.test(digits)),
    lowerHex: hex.some((digits) => /[a-f]/.test(digits)),
    upperHex: hex.some((digits) => /[A-F]/.test(digits)),
  };
}

/** The field as it stands in the line, or nothing where it holds no backslash. */
function escapedText(record: LineRecord, field: TextField): string {
  const start = record.rangeStart(field);
  const end = record.rangeEnd(field);
  if (start === undefined || end === undefined) return '';
  const range = record.bytes.subarray(start, end);
  return range.includes(BACKSLASH) ? String.fromCharCode(...range.subarray(0, MAX_LOOKED_AT)) : '';
}
