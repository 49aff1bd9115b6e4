import { copiedInto, grownLength } from '../rollup/columns.ts';

/** What `find` returns for a text that is not in the table; numbers put into it are greater. */
export const UNKNOWN = -2;

const FIRST_SLOTS = 1024;
/** In the arena before a text: its hash, its length in bytes, and its number. */
const HEAD = 3;

const EVEN_FACTOR = 0x9e3779b1;
const ODD_FACTOR = 0x85ebca77;

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
   * Where texts of these hashes most likely stand; 0 where it has to be found out. Two loops that do nothing but read: what
   * one place waits for from memory, the next ones wait for meanwhile.
   */
  look(hashes: Int32Array, places: Int32Array, count: number): void {
    const slots = this.#slots;
    const arena = this.#arena;
    const mask = slots.length - 1;
    for (let i = 0; i < count; i++) places[i] = slots[(hashes[i] ?? 0) & mask] ?? 0;
    for (let i = 0; i < count; i++) {
      if (arena[places[i] ?? 0] !== hashes[i]) places[i] = 0;
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

/** The hash by which a table has a text: two polynomials over every other word, which do not wait for each other. */
export function hashOf(view: DataView, start: number, end: number): number {
  const pairsEnd = start + ((end - start) & ~7);
  let even = end - start;
  let odd = 0;
  let at = start;
  for (; at < pairsEnd; at += 8) {
    even = (Math.imul(even, EVEN_FACTOR) + view.getInt32(at, true)) | 0;
    odd = (Math.imul(odd, ODD_FACTOR) + view.getInt32(at + 4, true)) | 0;
  }
  if (end - at >= 4) {
    even = (Math.imul(even, EVEN_FACTOR) + view.getInt32(at, true)) | 0;
    at += 4;
  }
  if (at < end) odd = (Math.imul(odd, ODD_FACTOR) + tailWord(view, at, end)) | 0;
  return mixed(even ^ Math.imul(mixed(odd), ODD_FACTOR));
}

/** Lets every bit change many of those below and above it: MurmurHash3's finalizer. */
function mixed(hash: number): number {
  const half = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const full = Math.imul(half ^ (half >>> 13), 0xc2b2ae35);
  return full ^ (full >>> 16);
}

/** The last one to three bytes of a text as a word. */
function tailWord(view: DataView, at: number, end: number): number {
  if (at + 4 <= view.byteLength) return view.getInt32(at, true) & ((1 << (8 * (end - at))) - 1);
  let word = 0;
  for (let place = end - 1; place >= at; place--) word = (word << 8) | view.getUint8(place);
  return word;
}
