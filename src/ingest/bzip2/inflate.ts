import { DamagedInput } from '../damaged-input.ts';
import { BitReader } from './bit-reader.ts';
import { readBlock } from './block.ts';
import { BZIP2_MAGIC } from './magic.ts';

/** What the digit behind the magic counts. */
const BLOCK_UNIT = 100_000;

/** 48 bits each, the digits of pi and of its square root, which begin a block and end a stream. */
const BLOCK_MAGIC = [0x314159, 0x265359] as const;
const END_MAGIC = [0x177245, 0x385090] as const;

/**
 * No block takes more compressed bytes than this: 18,002 groups of 50 symbols of at most 20 bits, and its tables. So
 * many are at hand before a block is read, which need then not be interrupted.
 */
export const MAX_BLOCK_BYTES: number = 2_300_000;

/**
 * Inflates bzip2 as it comes, of one or more streams (bzip2, pbzip2, lbzip2). Memory is bounded by the largest block,
 * whatever the input. Throws a DamagedInput, also where a block's checksum is wrong.
 * The format: https://github.com/dsnet/compress/blob/master/doc/bzip2-format.pdf
 */
export async function* inflateBzip2(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const input = new Lookahead(chunks);
  await input.fill();
  do {
    yield* inflateStream(input);
    await input.fill();
  } while (input.isAt(BZIP2_MAGIC));
}

async function* inflateStream(input: Lookahead): AsyncGenerator<Uint8Array> {
  for (const byte of BZIP2_MAGIC) if (input.bits.read(8) !== byte) throw damaged();
  const level = input.bits.read(8) - 0x30;
  if (level < 1 || level > 9) throw damaged();
  for (;;) {
    await input.fill();
    const { bits } = input;
    const magic = [bits.read(24), bits.read(24)] as const;
    if (isSame(magic, END_MAGIC)) break;
    if (!isSame(magic, BLOCK_MAGIC)) throw damaged();
    yield* readBlock(bits, level * BLOCK_UNIT);
  }
  // The checksum of the blocks' checksums, each of which was looked at.
  input.bits.readWord();
  input.bits.alignToByte();
}

function isSame(a: readonly [number, number], b: readonly [number, number]): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

function damaged(): DamagedInput {
  return new DamagedInput('bzip2', 'is damaged');
}

/** Compressed bytes in memory, as many as the next block may need. */
class Lookahead {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #bytes: Uint8Array = new Uint8Array(0);
  #ended = false;
  bits: BitReader = new BitReader(this.#bytes);

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Makes sure that a whole block is at hand, or all that is left. */
  async fill(): Promise<void> {
    const { bitsLeftInByte } = this.bits;
    const kept = this.bits.bytesRead - (bitsLeftInByte > 0 ? 1 : 0);
    let length = this.#bytes.length - kept;
    if (this.#ended || length >= MAX_BLOCK_BYTES) return;
    const parts = [this.#bytes.subarray(kept)];
    // Twice what is needed, so that bytes are moved once, not for every block.
    while (length < 2 * MAX_BLOCK_BYTES) {
      const next = await this.#chunks.next();
      if (next.done) {
        this.#ended = true;
        break;
      }
      parts.push(next.value);
      length += next.value.length;
    }
    this.#bytes = Buffer.concat(parts, length);
    this.bits = new BitReader(this.#bytes);
    if (bitsLeftInByte > 0) this.bits.read(8 - bitsLeftInByte);
  }

  /** Whether the given bytes come next; a whole byte does. */
  isAt(magic: Uint8Array): boolean {
    const at = this.bits.bytesRead;
    return magic.every((byte, place) => this.#bytes[at + place] === byte);
  }
}
