import { DamagedInput } from '../damaged-input.ts';

/** Reads bits, the highest of each byte first, from bytes that lie in memory. */
export class BitReader {
  readonly #bytes: Uint8Array;
  /** The next byte to take up. */
  #at = 0;
  /** The lowest `#held` bits are those taken up and not yet read. */
  #bits = 0;
  #held = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The next `count` bits, at most 24. Throws a DamagedInput where there are fewer. */
  read(count: number): number {
    const value = this.peek(count);
    this.skip(count);
    return value;
  }

  /** The next `count` bits, at most 24, without reading past them; zeros stand for what lies behind the end. */
  peek(count: number): number {
    while (this.#held < count) {
      this.#bits = (this.#bits << 8) | (this.#bytes[this.#at] ?? 0);
      this.#at += 1;
      this.#held += 8;
    }
    return (this.#bits >>> (this.#held - count)) & ((1 << count) - 1);
  }

  /** Reads past `count` bits that were peeked at. */
  skip(count: number): void {
    this.#held -= count;
    if (this.#at - (this.#held >> 3) > this.#bytes.length) {
      throw new DamagedInput('bzip2', 'ends too early');
    }
  }

  /** A whole number of 32 bits. */
  readWord(): number {
    return ((this.read(16) << 16) | this.read(16)) >>> 0;
  }

  /** Goes on at the next whole byte. */
  alignToByte(): void {
    this.skip(this.#held % 8);
  }

  /** Bytes that were read, the one that was read in part included. */
  get bytesRead(): number {
    return this.#at - (this.#held >> 3);
  }

  /** Bits of the last of those bytes that are not yet read. */
  get bitsLeftInByte(): number {
    return this.#held % 8;
  }
}
