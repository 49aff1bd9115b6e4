import { copiedInto } from './columns.ts';

const FIRST_SLOTS = 65_536;

/** In a column of numbers: the request's key was folded, or it has none. */
export const FOLDED = -1;
export const ABSENT = -2;

/** Numbers the keys of a batch's requests as they come, from 0 up: what follows needs arrays no longer than that. */
export class BatchKeys {
  /** Number + 1 of a key; 0 while it was not seen. */
  #numbers = new Int32Array(0);

  /**
   * Puts the number of each request's key into `numbers`, ABSENT where it has none. Returns the keys, which are below
   * `most`, in the order of their numbers.
   */
  number(keys: Int32Array, length: number, most: number, numbers: Int32Array): Int32Array {
    if (most > this.#numbers.length) this.#numbers = new Int32Array(most);
    else this.#numbers.fill(0, 0, most);
    const known = this.#numbers;
    let found = new Int32Array(1024);
    let count = 0;
    for (let i = 0; i < length; i++) {
      const key = keys[i] ?? -1;
      if (key < 0) {
        numbers[i] = ABSENT;
        continue;
      }
      let number = known[key] ?? 0;
      if (number === 0) {
        if (count === found.length) found = copiedInto(new Int32Array(2 * count), found);
        found[count] = key;
        number = ++count;
        known[key] = number;
      }
      numbers[i] = number - 1;
    }
    return found.subarray(0, count);
  }
}

/** Numbers the pairs of two columns of numbers as they come. */
export class BatchPairs {
  /** Pair + 1 in this slot; 0 is an empty slot. A power of two, at least twice as many as pairs. */
  #slots = new Int32Array(FIRST_SLOTS);
  /** The two numbers of each pair that was found, by its own number. */
  firsts: Int32Array = new Int32Array(FIRST_SLOTS);
  seconds: Int32Array = new Int32Array(FIRST_SLOTS);

  /**
   * Puts the number of each request's pair into `numbers`; FOLDED or ABSENT where one of the two is. Returns how many
   * pairs there are.
   */
  number(firsts: Int32Array, seconds: Int32Array, length: number, numbers: Int32Array): number {
    this.#slots.fill(0);
    let count = 0;
    for (let i = 0; i < length; i++) {
      const first = firsts[i] ?? -1;
      const second = seconds[i] ?? -1;
      if (first < 0 || second < 0) {
        numbers[i] = Math.min(first, second);
        continue;
      }
      const pair = this.#find(first, second, count);
      if (pair === count) count += 1;
      numbers[i] = pair;
    }
    return count;
  }

  #find(first: number, second: number, count: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hashOfPair(first, second) & mask;
    for (;;) {
      const pair = (slots[slot] ?? 0) - 1;
      if (pair < 0) break;
      if (this.firsts[pair] === first && this.seconds[pair] === second) return pair;
      slot = (slot + 1) & mask;
    }
    slots[slot] = count + 1;
    this.firsts[count] = first;
    this.seconds[count] = second;
    if (2 * (count + 2) > slots.length) this.#grow(count + 1);
    return count;
  }

  #grow(count: number): void {
    const length = 2 * this.#slots.length;
    this.firsts = copiedInto(new Int32Array(length), this.firsts);
    this.seconds = copiedInto(new Int32Array(length), this.seconds);
    this.#slots = new Int32Array(length);
    for (let pair = 0; pair < count; pair++) {
      let slot = hashOfPair(this.firsts[pair] ?? 0, this.seconds[pair] ?? 0) & (length - 1);
      while (this.#slots[slot] !== 0) slot = (slot + 1) & (length - 1);
      this.#slots[slot] = pair + 1;
    }
  }
}

/** Mixes two small numbers into the low bits. */
export function hashOfPair(first: number, second: number): number {
  const mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
