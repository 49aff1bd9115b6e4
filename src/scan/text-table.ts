import { tailWord } from '../../parsers/text-hash.ts';
import { copiedInto, grownLength } from '../rollup/columns.ts';

/** What `find` returns for a text that is not in the table; numbers put into it are greater. */
export const UNKNOWN = -2;

const FIRST_SLOTS = 1024;
/** In the arena before a text: its hash, its length in bytes, and its number. */
const HEAD = 3;

/**
 * Numbers by text, of which only the bytes are known: nothing is made of a text that is looked up. Open addressing with
 * linear probing, at most half full; texts lie one behind another as 32-bit words, the last one filled up with zeros.
 */
export class TextTable {
  /** Where in the arena the text of this slot stands; 0 is an empty slot. */
  #slots = new Int32Array(FIRST_SLOTS);
  /** At its very beginning stands no text, not even an empty one, so that 0 is no place. */
  #arena = new Int32Array(HEAD + FIRST_SLOTS).fill(-1, 0, HEAD);
  #end = HEAD;
  size = 0;

  /** Bytes that its texts take. */
  get bytes(): number {
    return 4 * this.#end;
  }

  /**
   * Where the texts of `hashes[from, to)` most likely stand, from `places[0]` on; 0 where it has to be found out. Two loops that do nothing but read: what
   * one place waits for from memory, the next ones wait for meanwhile.
   */
  look(hashes: Int32Array, from: number, to: number, places: Int32Array): void {
    const slots = this.#slots;
    const arena = this.#arena;
    const mask = slots.length - 1;
    for (let i = from; i < to; i++) places[i - from] = slots[(hashes[i] ?? 0) & mask] ?? 0;
    for (let i = from; i < to; i++) {
      if (arena[places[i - from] ?? 0] !== hashes[i]) places[i - from] = 0;
    }
  }

  /** Whether a text stands at a place. */
  isAt(place: number, hash: number, view: DataView, start: number, end: number): boolean {
    const arena = this.#arena;
    if (arena[place] !== hash || arena[place + 1] !== end - start) return false;
    const pairsEnd = start + ((end - start) & ~7);
    let word = place + HEAD;
    let at = start;
    for (; at < pairsEnd; at += 8) {
      const even = (arena[word] ?? 0) ^ view.getInt32(at, true);
      const odd = (arena[word + 1] ?? 0) ^ view.getInt32(at + 4, true);
      if ((even | odd) !== 0) return false;
      word += 2;
    }
    if (end - at >= 4) {
      if (arena[word++] !== view.getInt32(at, true)) return false;
      at += 4;
    }
    return at === end || arena[word] === tailWord(view, at, end);
  }

  numberAt(place: number): number {
    return this.#arena[place + 2] ?? 0;
  }

  /** The number of a text, or `UNKNOWN`. */
  find(hash: number, view: DataView, start: number, end: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const place = slots[slot] ?? 0;
      if (place === 0) return UNKNOWN;
      if (this.isAt(place, hash, view, start, end)) return this.numberAt(place);
    }
  }

  /** Writes the bytes of the text at a place into words, as far as they reach; gives how many there are. */
  copyTo(words: Int32Array, place: number): number {
    const length = this.#arena[place + 1] ?? 0;
    const from = place + HEAD;
    const end = Math.min(words.length, (length + 3) >> 2);
    for (let word = 0; word < end; word++) words[word] = this.#arena[from + word] ?? 0;
    return length;
  }

  /** Adds a text that it does not hold; returns its place, which stays valid until all are forgotten. */
  add(hash: number, view: DataView, start: number, end: number, number: number): number {
    const length = end - start;
    const words = (length + 3) >> 2;
    const place = this.#end;
    this.#end = place + HEAD + words;
    if (this.#end > this.#arena.length) {
      const wider = new Int32Array(grownLength(this.#arena.length, this.#end));
      this.#arena = copiedInto(wider, this.#arena);
    }
    const arena = this.#arena;
    arena[place] = hash;
    arena[place + 1] = length;
    arena[place + 2] = number;
    const wordsEnd = start + (length & ~3);
    let to = place + HEAD;
    for (let at = start; at < wordsEnd; at += 4) arena[to++] = view.getInt32(at, true);
    if (wordsEnd < end) arena[to] = tailWord(view, wordsEnd, end);
    this.size += 1;
    if (2 * this.size > this.#slots.length) this.#widen();
    else this.#place(place);
    return place;
  }

  clear(): void {
    if (this.size > 0) this.#slots.fill(0);
    this.size = 0;
    this.#end = HEAD;
  }

  #widen(): void {
    this.#slots = new Int32Array(2 * this.#slots.length);
    for (let place = HEAD; place < this.#end; ) {
      this.#place(place);
      place += HEAD + (((this.#arena[place + 1] ?? 0) + 3) >> 2);
    }
  }

  #place(place: number): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = (this.#arena[place] ?? 0) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = place;
  }
}
