import { DamagedInput } from '../damaged-input.ts';
import type { BitReader } from './bit-reader.ts';
import { type PrefixCode, readPrefixCode, readSymbol } from './huffman.ts';

/** Symbols that are coded with one code before the next selector is asked. */
const GROUP_SYMBOLS = 50;
const MIN_CODES = 2;
const MAX_CODES = 6;
/** Symbols 0 and 1 are the digits of run lengths, worth one and two of their place in base two. */
const RUN_B = 1;

/** What tells a block's symbols: which bytes occur, and which of the codes each group uses. */
interface Coding {
  /** The bytes that occur, in the order of move-to-front. */
  readonly alphabet: Uint8Array;
  readonly codes: readonly PrefixCode[];
  readonly selectors: Uint8Array;
}

/**
 * Reads a block's symbols and undoes run lengths and move-to-front: the last column of the Burrows-Wheeler
 * transform, at most `limit` bytes.
 */
export function readLastColumn(bits: BitReader, limit: number): Uint8Array {
  const coding = readCoding(bits);
  const { alphabet } = coding;
  const endOfBlock = alphabet.length + 1;
  const column = new Uint8Array(limit);
  let length = 0;
  let run = 0;
  let digit = 1;
  for (let at = 0; ; at++) {
    const symbol = readSymbol(bits, codeAt(coding, at));
    if (symbol <= RUN_B) {
      run += digit << symbol;
      digit <<= 1;
      if (run > limit) throw new DamagedInput('bzip2', 'is damaged');
      continue;
    }
    if (length + run >= limit + (symbol === endOfBlock ? 1 : 0)) {
      throw new DamagedInput('bzip2', 'is damaged');
    }
    column.fill(alphabet[0] ?? 0, length, length + run);
    length += run;
    if (symbol === endOfBlock) return column.subarray(0, length);
    column[length] = moveToFront(alphabet, symbol - 1);
    length += 1;
    run = 0;
    digit = 1;
  }
}

function codeAt({ codes, selectors }: Coding, at: number): PrefixCode {
  const code = codes[selectors[Math.floor(at / GROUP_SYMBOLS)] ?? MAX_CODES];
  if (code === undefined) throw new DamagedInput('bzip2', 'is damaged');
  return code;
}

function readCoding(bits: BitReader): Coding {
  const alphabet = readAlphabet(bits);
  const codeCount = bits.read(3);
  const selectorCount = bits.read(15);
  if (codeCount < MIN_CODES || codeCount > MAX_CODES || selectorCount === 0) {
    throw new DamagedInput('bzip2', 'is damaged');
  }
  const selectors = readSelectors(bits, selectorCount, codeCount);
  const codes = Array.from({ length: codeCount }, () => readPrefixCode(bits, alphabet.length + 2));
  return { alphabet, codes, selectors };
}

/** Two levels of flags: which of sixteen ranges occur, and which of the sixteen bytes in each. */
function readAlphabet(bits: BitReader): Uint8Array {
  const ranges = bits.read(16);
  const alphabet: number[] = [];
  for (let range = 0; range < 16; range++) {
    if ((ranges & (0x8000 >> range)) === 0) continue;
    const members = bits.read(16);
    for (let member = 0; member < 16; member++) {
      if ((members & (0x8000 >> member)) !== 0) alphabet.push(range * 16 + member);
    }
  }
  return Uint8Array.from(alphabet);
}

/** Each selector is a unary number, undone by move-to-front. */
function readSelectors(bits: BitReader, count: number, codeCount: number): Uint8Array {
  const recent = Uint8Array.from({ length: codeCount }, (_, code) => code);
  const selectors = new Uint8Array(count);
  for (let at = 0; at < count; at++) {
    let place = 0;
    while (bits.read(1) === 1) place += 1;
    if (place >= codeCount) throw new DamagedInput('bzip2', 'is damaged');
    selectors[at] = moveToFront(recent, place);
  }
  return selectors;
}

/** Takes the byte at a place and puts it first. */
function moveToFront(bytes: Uint8Array, place: number): number {
  const byte = bytes[place] ?? 0;
  bytes.copyWithin(1, 0, place);
  bytes[0] = byte;
  return byte;
}
