import { copiedInto, grownLength } from '../rollup/columns.ts';

/** What `find` returns for a text that is not in the table; numbers put into it are greater. */
export const UNKNOWN = -2;

const FIRST_SLOTS = 1024;
/** In the arena before a text: its length in bytes, and its number. */
const HEAD = 2;

/**
 * Numbers by text, of which only the bytes are known: nothing is made of a text that is looked up. Open addressing with
 * linear probing, at most half full; texts lie one behind another as 32-bit words, the last one filled up with zeros.
 */
export class TextTable {
  /** Two for each slot: the hash, and where in the arena the text stands; 0 is an empty slot. */
  #slots = new Int32Array(2 * FIRST_SLOTS);
  #arena = new Int32Array(HEAD + FIRST_SLOTS);
  /** Nothing stands at the arena's very beginning, so that 0 is no place. */
  #end = HEAD;
  /** Of the text that was looked for last and not found. */
  #hash = 0;
  size = 0;

  /** Bytes that its texts take. */
  get bytes(): number {
    return 4 * this.#end;
  }

  /** The number of a text, or `UNKNOWN`: then `add` may follow. */
  find(view: DataView, start: number, end: number): number {
    const length = end - start;
    const wordsEnd = start + (length & ~3);
    let hash = length;
    for (let at = start; at < wordsEnd; at += 4) hash = mixed(hash, view.getInt32(at, true));
    const tail = wordsEnd === end ? 0 : tailWord(view, wordsEnd, end);
    hash = mixed(hash, tail);
    this.#hash = hash;
    const slots = this.#slots;
    const arena = this.#arena;
    const mask = slots.length - 2;
    for (let slot = (hash << 1) & mask; ; slot = (slot + 2) & mask) {
      const place = slots[slot + 1] ?? 0;
      if (place === 0) return UNKNOWN;
      if (slots[slot] !== hash || arena[place] !== length) continue;
      if (
        isSame(arena, place + HEAD, view, start, wordsEnd) &&
        (wordsEnd === end || arena[place + HEAD + (length >> 2)] === tail)
      )
        return arena[place + 1] ?? 0;
    }
  }

  /** Adds the text that `find` has just not found. */
  add(view: DataView, start: number, end: number, number: number): void {
    const length = end - start;
    const words = (length + 3) >> 2;
    const place = this.#end;
    this.#end = place + HEAD + words;
    if (this.#end > this.#arena.length) {
      const wider = new Int32Array(grownLength(this.#arena.length, this.#end));
      this.#arena = copiedInto(wider, this.#arena);
    }
    const arena = this.#arena;
    arena[place] = length;
    arena[place + 1] = number;
    const wordsEnd = start + (length & ~3);
    let to = place + HEAD;
    for (let at = start; at < wordsEnd; at += 4) arena[to++] = view.getInt32(at, true);
    if (wordsEnd < end) arena[to] = tailWord(view, wordsEnd, end);
    this.size += 1;
    if (4 * this.size > this.#slots.length) this.#widen();
    this.#place(this.#slots, this.#hash, place);
  }

  clear(): void {
    if (this.size > 0) this.#slots.fill(0);
    this.size = 0;
    this.#end = HEAD;
  }

  #widen(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(2 * old.length);
    for (let slot = 0; slot < old.length; slot += 2) {
      const place = old[slot + 1] ?? 0;
      if (place !== 0) this.#place(this.#slots, old[slot] ?? 0, place);
    }
  }

  #place(slots: Int32Array, hash: number, place: number): void {
    const mask = slots.length - 2;
    let slot = (hash << 1) & mask;
    while (slots[slot + 1] !== 0) slot = (slot + 2) & mask;
    slots[slot] = hash;
    slots[slot + 1] = place;
  }
}

function mixed(hash: number, word: number): number {
  const product = Math.imul(hash ^ word, 0x9e3779b1);
  return product ^ (product >>> 15);
}

/** The last one to three bytes of a text as a word. */
function tailWord(view: DataView, at: number, end: number): number {
  if (at + 4 <= view.byteLength) return view.getInt32(at, true) & ((1 << (8 * (end - at))) - 1);
  let word = 0;
  for (let place = end - 1; place >= at; place--) word = (word << 8) | view.getUint8(place);
  return word;
}

/** Whether whole words from `start` on are those of the arena. */
function isSame(
  arena: Int32Array,
  from: number,
  view: DataView,
  start: number,
  wordsEnd: number,
): boolean {
  let place = from;
  for (let at = start; at < wordsEnd; at += 4) {
    if (arena[place++] !== view.getInt32(at, true)) return false;
  }
  return true;
}
