import { copiedInto, grownLength } from './columns.ts';

const initialSlots = 64;

/**
 * Gives each pair of 32-bit whole numbers a row, a small number that stays until the pair is removed.
 * Freed rows are given out again. Open addressing with linear probing; removal shifts the run back
 * instead of leaving tombstones, so that removing a pair costs the same as finding it.
 */
export class PairIndex {
  /** Row + 1 of the pair in this slot; 0 is an empty slot. Length is a power of two. */
  #slots = new Int32Array(initialSlots);
  #firsts = new Uint32Array(initialSlots);
  #seconds = new Uint32Array(initialSlots);
  readonly #freed: number[] = [];
  #rows = 0;

  /** Pairs in the index. */
  get size(): number {
    return this.#rows - this.#freed.length;
  }

  /** Every row, in use or freed, is below this. */
  get rows(): number {
    return this.#rows;
  }

  first(row: number): number {
    return this.#firsts[row] ?? 0;
  }

  second(row: number): number {
    return this.#seconds[row] ?? 0;
  }

  /** The pair's row, or -1. */
  find(first: number, second: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash(first, second) & mask;
    for (;;) {
      const row = (this.#slots[slot] ?? 0) - 1;
      if (row < 0) return -1;
      if (this.#firsts[row] === first && this.#seconds[row] === second) return row;
      slot = (slot + 1) & mask;
    }
  }

  /** Adds a pair that is not in the index, and returns its row. */
  insert(first: number, second: number): number {
    if ((this.size + 1) * 3 > this.#slots.length * 2) this.#rehash(this.#slots.length * 2);
    const row = this.#freed.pop() ?? this.#rows++;
    if (row >= this.#firsts.length) {
      const length = grownLength(this.#firsts.length, row + 1);
      this.#firsts = copiedInto(new Uint32Array(length), this.#firsts);
      this.#seconds = copiedInto(new Uint32Array(length), this.#seconds);
    }
    this.#firsts[row] = first;
    this.#seconds[row] = second;
    this.#place(row);
    return row;
  }

  /** Removes the pair of a row that is in use. The row is given out again once it is given back. */
  remove(row: number): void {
    const mask = this.#slots.length - 1;
    let hole = this.#home(row);
    while (this.#slots[hole] !== row + 1) hole = (hole + 1) & mask;
    let slot = hole;
    for (;;) {
      slot = (slot + 1) & mask;
      const neighbour = (this.#slots[slot] ?? 0) - 1;
      if (neighbour < 0) break;
      // A neighbour may move back into the hole only if the hole is not before its home slot.
      const fromHome = (slot - this.#home(neighbour)) & mask;
      if (fromHome < ((slot - hole) & mask)) continue;
      this.#slots[hole] = neighbour + 1;
      hole = slot;
    }
    this.#slots[hole] = 0;
  }

  /** Lets the row of a removed pair be given out again. */
  giveBack(row: number): void {
    this.#freed.push(row);
  }

  #home(row: number): number {
    return hash(this.first(row), this.second(row)) & (this.#slots.length - 1);
  }

  #place(row: number): void {
    const mask = this.#slots.length - 1;
    let slot = this.#home(row);
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = row + 1;
  }

  #rehash(length: number): void {
    const occupied = this.#slots.filter((slot) => slot !== 0);
    this.#slots = new Int32Array(length);
    for (const slot of occupied) this.#place(slot - 1);
  }
}

/** Mixes both numbers into all bits: buckets and ids are consecutive, and the mask keeps the low bits. */
function hash(first: number, second: number): number {
  let mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second ^ (second >>> 15), 0x85ebca6b);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
}
