import { DamagedInput } from '../damaged-input.ts';
import type { BitReader } from './bit-reader.ts';
import { readLastColumn } from './symbols.ts';

/** Four equal bytes are followed by the count of further ones. */
const RUN_BYTES = 4;
const BYTE_VALUES = 256;
/** Bytes handed over at once: what a block of runs inflates to may be 46 MB. */
const OUTPUT_BYTES: number = 64 * 1024;

/** The checksum's polynomial, as bzip2 uses it: the highest bit first. */
const CRC_POLYNOMIAL = 0x04c11db7;
const crcTable: Int32Array = Int32Array.from({ length: BYTE_VALUES }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit++) crc = crc < 0 ? (crc << 1) ^ CRC_POLYNOMIAL : crc << 1;
  return crc;
});

/**
 * Reads one block, behind its magic number: at most `limit` bytes of last column. The output comes in pieces, each
 * valid for good; its checksum is looked at after the last.
 */
export function* readBlock(bits: BitReader, limit: number): Generator<Uint8Array> {
  const wantedCrc = bits.readWord();
  // Blocks were randomised before version 0.9.5 (1999) only; no log is that old.
  if (bits.read(1) === 1) throw new DamagedInput('bzip2', 'is damaged');
  const origin = bits.read(24);
  const column = readLastColumn(bits, limit);
  if (origin >= column.length) throw new DamagedInput('bzip2', 'is damaged');
  let crc = -1;
  for (const piece of runsExpanded(column, origin)) {
    for (const byte of piece) crc = (crc << 8) ^ (crcTable[(crc >>> 24) ^ byte] ?? 0);
    yield piece;
  }
  if (~crc >>> 0 !== wantedCrc) throw new DamagedInput('bzip2', 'is damaged');
}

/**
 * For each place of the transform the place of the byte that follows in the text, with the byte itself in the lowest
 * eight bits: one array, since the walk over it misses the cache at every step.
 */
function successors(column: Uint8Array): Uint32Array {
  const starts = new Uint32Array(BYTE_VALUES + 1);
  for (const byte of column) starts[byte + 1] = (starts[byte + 1] ?? 0) + 1;
  for (let byte = 0; byte < BYTE_VALUES; byte++) {
    starts[byte + 1] = (starts[byte + 1] ?? 0) + (starts[byte] ?? 0);
  }
  const next = new Uint32Array(column.length);
  for (let at = 0; at < column.length; at++) {
    const byte = column[at] ?? 0;
    const place = starts[byte] ?? 0;
    starts[byte] = place + 1;
    next[place] = (at << 8) | byte;
  }
  return next;
}

/** Walks the text from its first byte, and undoes the run lengths it was written with. */
function* runsExpanded(column: Uint8Array, origin: number): Generator<Uint8Array> {
  const next = successors(column);
  let entry = next[origin] ?? 0;
  let output = new Uint8Array(OUTPUT_BYTES);
  let used = 0;
  let last = -1;
  let run = 0;
  for (let read = 0; read < column.length; read++) {
    const byte = entry & 0xff;
    entry = next[entry >>> 8] ?? 0;
    const copies = run === RUN_BYTES ? byte : 1;
    if (used + copies > OUTPUT_BYTES) {
      yield output.subarray(0, used);
      output = new Uint8Array(OUTPUT_BYTES);
      used = 0;
    }
    if (run === RUN_BYTES) {
      output.fill(last, used, used + copies);
      run = 0;
      last = -1;
    } else {
      output[used] = byte;
      run = byte === last ? run + 1 : 1;
      last = byte;
    }
    used += copies;
  }
  yield output.subarray(0, used);
}
