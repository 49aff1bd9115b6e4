import { hexDigit } from './hex-digit.ts';

const BYTES = 4;
const DOT = 0x2e;

/** The bytes of four numbers up to 255, of one to three digits each; undefined for what is no such address. */
export function parseIpv4(text: string): number[] | undefined {
  const bytes: number[] = [];
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    if (at < text.length && text.charCodeAt(at) !== DOT) continue;
    const byte = decimal(text, start, at);
    if (byte < 0 || byte > 255) return undefined;
    bytes.push(byte);
    start = at + 1;
  }
  return bytes.length === BYTES ? bytes : undefined;
}

/** The number of one to three digits that `text[start, end)` is; -1 where it is none. */
function decimal(text: string, start: number, end: number): number {
  if (end === start || end > start + 3) return -1;
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = hexDigit(text.charCodeAt(at));
    if (digit < 0 || digit > 9) return -1;
    value = 10 * value + digit;
  }
  return value;
}

/** Dotted decimals. */
export function formatIpv4(bytes: readonly number[]): string {
  return `${bytes[0]}.${bytes[1]}.${bytes[2]}.${bytes[3]}`;
}
