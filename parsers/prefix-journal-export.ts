import { findByte, holdsLiteral } from './cursor.ts';

const encoder = new TextEncoder();
const MESSAGE = encoder.encode('MESSAGE=');

const EQUALS = 0x3d;
const UNDERSCORE = 0x5f;

/** What stands before data that is no plain text: its length as 64 bits, the least first. */
const LENGTH_BYTES = 8;
/** Names of fields are at most this long (systemd's journal-file.c). */
const MAX_NAME_BYTES = 64;

/**
 * The offset behind `MESSAGE=` in a line of `journalctl -o export`, or -1. A message that is no UTF-8 stands in the line
 * behind `MESSAGE` alone, its length in front.
 * https://systemd.io/JOURNAL_EXPORT_FORMATS/#journal-export-format
 */
export function skipJournalField(bytes: Uint8Array, start: number, end: number): number {
  if (holdsLiteral(bytes, start, end, MESSAGE)) return start + MESSAGE.length;
  return isLength(bytes, start, end) ? start + LENGTH_BYTES : -1;
}

/** Whether the line is another field of an entry: `_PID=17`, or the name alone of one that is no plain text. */
export function isJournalField(bytes: Uint8Array, start: number, end: number): boolean {
  const equals = findByte(bytes, start, Math.min(end, start + MAX_NAME_BYTES + 1), EQUALS);
  const stop = equals < 0 ? end : equals;
  if (stop === start || stop - start > MAX_NAME_BYTES) return false;
  for (let at = start; at < stop; at++) if (!isNameByte(bytes[at] ?? 0)) return false;
  return true;
}

function isLength(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start - LENGTH_BYTES;
  if (length <= 0) return false;
  let told = 0;
  for (let at = LENGTH_BYTES - 1; at >= 0; at--) told = told * 256 + (bytes[start + at] ?? 0);
  return told === length;
}

/** Capitals, digits and underscores. */
function isNameByte(byte: number): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x30 && byte <= 0x39) || byte === UNDERSCORE;
}
