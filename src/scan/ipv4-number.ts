import { NO_ADDRESS } from '../../parsers/scanned-lines.ts';

const ZERO = 0x30;
const DOT = 0x2e;
const BYTES = 4;
const MAX_DIGITS = 3;

/**
 * The IPv4 address in `bytes[start, end)` as a signed 32-bit number, where it is written in the one way in which we write
 * them: without zeros in front, a port, or anything else; `NO_ADDRESS` for others.
 */
export function ipv4Number(bytes: Uint8Array, start: number, end: number): number {
  let address = 0;
  let at = start;
  for (let place = 0; place < BYTES; place++) {
    if (place > 0 && bytes[at++] !== DOT) return NO_ADDRESS;
    const digits = digitsAt(bytes, at, end);
    const value = decimal(bytes, at, digits);
    if (value < 0 || value > 255) return NO_ADDRESS;
    address = (address << 8) | value;
    at += digits;
  }
  return at === end ? address : NO_ADDRESS;
}

function digitsAt(bytes: Uint8Array, start: number, end: number): number {
  const last = Math.min(start + MAX_DIGITS, end);
  let at = start;
  while (at < last && isDigit(bytes[at])) at++;
  return at - start;
}

/** The number of so many digits, or -1 where it is none or begins with a zero that is not all. */
function decimal(bytes: Uint8Array, start: number, digits: number): number {
  if (digits === 0 || (digits > 1 && bytes[start] === ZERO)) return -1;
  let value = 0;
  for (let at = start; at < start + digits; at++) value = 10 * value + (bytes[at] ?? 0) - ZERO;
  return value;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= ZERO + 9;
}

/** The address as it is written. */
export function ipv4Text(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}
