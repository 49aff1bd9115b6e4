import { DamagedInput } from '../damaged-input.ts';
import type { BitReader } from './bit-reader.ts';

/** The longest code that bzip2 writes. */
export const MAX_CODE_BITS = 20;

/** A canonical prefix code: codes of one length are consecutive numbers, shorter codes come first. */
export interface PrefixCode {
  /** `limits[n]`: the first value of 20 bits that begins with no code of n bits or fewer. */
  readonly limits: Int32Array;
  /** `bases[n]`: what to take from a code of n bits for its place in `symbols`. */
  readonly bases: Int32Array;
  /** Symbols in the order of their codes. */
  readonly symbols: Uint16Array;
}

/** Reads code lengths, each told by its difference from the one before, and makes the code of them. */
export function readPrefixCode(bits: BitReader, symbolCount: number): PrefixCode {
  const lengths = new Uint8Array(symbolCount);
  let length = bits.read(5);
  for (let symbol = 0; symbol < symbolCount; symbol++) {
    while (bits.read(1) === 1) length += bits.read(1) === 0 ? 1 : -1;
    if (length < 1 || length > MAX_CODE_BITS) throw new DamagedInput('bzip2', 'is damaged');
    lengths[symbol] = length;
  }
  return prefixCode(lengths);
}

/** The canonical code with the given length of code for each symbol. */
export function prefixCode(lengths: Uint8Array): PrefixCode {
  const limits = new Int32Array(MAX_CODE_BITS + 1);
  const bases = new Int32Array(MAX_CODE_BITS + 1);
  const symbols = new Uint16Array(lengths.length);
  let place = 0;
  let code = 0;
  for (let length = 1; length <= MAX_CODE_BITS; length++) {
    bases[length] = code - place;
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] !== length) continue;
      symbols[place] = symbol;
      place += 1;
      code += 1;
    }
    limits[length] = code << (MAX_CODE_BITS - length);
    code <<= 1;
  }
  return { limits, bases, symbols };
}

/** Reads one symbol. Throws a DamagedInput where the bits begin with no code. */
export function readSymbol(bits: BitReader, { limits, bases, symbols }: PrefixCode): number {
  const ahead = bits.peek(MAX_CODE_BITS);
  for (let length = 1; length <= MAX_CODE_BITS; length++) {
    if (ahead >= (limits[length] ?? 0)) continue;
    bits.skip(length);
    const place = (ahead >> (MAX_CODE_BITS - length)) - (bases[length] ?? 0);
    return symbols[place] ?? 0;
  }
  throw new DamagedInput('bzip2', 'is damaged');
}
