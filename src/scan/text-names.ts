import { hashOf } from '../../parsers/text-hash.ts';
import type { KeyNames } from '../rollup/key-names.ts';
import { keyText } from '../rollup/keys.ts';
import { MAX_KEY_LENGTH } from '../rollup/limits.ts';
import { TextTable, UNKNOWN } from './text-table.ts';

const encoder = new TextEncoder();
/** A name as words and as bytes: a UTF-16 unit takes at most three bytes in UTF-8. */
const words = new Int32Array(MAX_KEY_LENGTH);
const scratch = Buffer.from(words.buffer);
const scratchView = new DataView(words.buffer);

/**
 * Names kept as UTF-8: a string is made of one only where it is asked for. Half a surrogate pair, which cutting a text may
 * leave at its end, is U+FFFD then.
 */
export class TextNames implements KeyNames {
  readonly #table = new TextTable();
  /** Where in the table a key's name stands. */
  readonly #places: number[] = [];
  #lastName: string | undefined;
  #lastKey = 0;

  get size(): number {
    return this.#places.length;
  }

  /** Bytes that all names take. */
  get bytes(): number {
    return this.#table.bytes;
  }

  text(key: number): string {
    const place = this.#places[key];
    // A decoder takes three times as long for a name of usual length.
    return place === undefined ? '' : scratch.toString('utf8', 0, this.#table.copyTo(words, place));
  }

  /** The key of a value, of which as much counts as names a slice. Quick for the same object as the last time. */
  keyOf(value: string): number {
    if (value === this.#lastName) return this.#lastKey;
    const { written } = encoder.encodeInto(keyText(value), scratch);
    this.#lastKey = this.keyOfBytes(scratchView, 0, written);
    this.#lastName = value;
    return this.#lastKey;
  }

  /** The key of a name in UTF-8, no longer than `MAX_KEY_LENGTH`. */
  keyOfBytes(view: DataView, start: number, end: number): number {
    const hash = hashOf(view, start, end);
    const known = this.#table.find(hash, view, start, end);
    if (known !== UNKNOWN) return known;
    const place = this.#table.add(hash, view, start, end, this.size);
    return this.#places.push(place) - 1;
  }

  /** Forgets all names: keys given out so far mean nothing any more. */
  clear(): void {
    this.#table.clear();
    this.#places.length = 0;
    this.#lastName = undefined;
  }
}
