import { NAME_BYTES, type RrdLayout } from './layout.ts';

/** An `unsigned long`; beyond 2^53 it is only ever compared with the file's length, and too large. */
export function word(view: DataView, at: number, { wordBytes, littleEndian }: RrdLayout): number {
  if (wordBytes === 4) return view.getUint32(at, littleEndian);
  return Number(view.getBigUint64(at, littleEndian));
}

/** A `long` of `bytes` bytes. */
export function signedWord(
  view: DataView,
  at: number,
  { bytes, littleEndian }: { readonly bytes: 4 | 8; readonly littleEndian: boolean },
): number {
  if (bytes === 4) return view.getInt32(at, littleEndian);
  return Number(view.getBigInt64(at, littleEndian));
}

/** One of the names that RRD files hold: Latin-1 text up to a zero byte. */
export function nameAt(view: DataView, at: number): string {
  return ascii(new Uint8Array(view.buffer, view.byteOffset, view.byteLength), at, NAME_BYTES);
}

/** Latin-1 text up to a zero byte or `length`. */
export function ascii(bytes: Uint8Array, at: number, length: number): string {
  const field = bytes.subarray(at, at + length);
  const end = field.indexOf(0);
  return String.fromCharCode(...(end < 0 ? field : field.subarray(0, end)));
}
