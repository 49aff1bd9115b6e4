import { copiedInto, grownLength } from './columns.ts';
import { Shortcuts } from './shortcuts.ts';

/** Rows that are passed before a shortcut is asked for. */
const LONG_WALK = 48;

/**
 * Rows of numbers, one for each (owner, place): a slice in a bucket of time. All numbers of a row stand
 * side by side in one array, since one request touches nearly all of them. The rows of an owner are
 * chained from the greatest place to the smallest, so that requests in order of time find theirs at once,
 * and so that reading or removing one owner does not visit the others.
 */
export class CellTable {
  /** Numbers in a row. */
  readonly stride: number;
  /** Row `r` is `values[r * stride, (r + 1) * stride)`. Replaced when the table grows. */
  values: Float64Array = new Float64Array(0);
  #places = new Uint32Array(0);
  /** Row + 1 of the next older row of the same owner, or of the next freed row; 0 for none. */
  #older = new Int32Array(0);
  /** Row + 1 of an owner's newest row, and of the row it used last; 0 when it has none. */
  #newest = new Int32Array(0);
  #lastUsed = new Int32Array(0);
  /** Row + 1 of the first freed row. */
  #freed = 0;
  /** Every row, in use or freed, is below this. */
  #end = 0;
  #size = 0;
  readonly #shortcuts = new Shortcuts(this);

  constructor(stride: number) {
    this.stride = stride;
  }

  /** Rows in use. */
  get size(): number {
    return this.#size;
  }

  /** The row of this owner and place; a new one is all zero. */
  rowOf(owner: number, place: number): number {
    const last = (this.#lastUsed[owner] ?? 0) - 1;
    if (last >= 0 && this.#places[last] === place) return last;
    const newer = this.#lastNewer(owner, place, last);
    const next = newer < 0 ? this.newest(owner) : this.older(newer);
    const isThere = next >= 0 && this.#places[next] === place;
    const row = isThere ? next : this.#insert(owner, place, newer);
    this.#lastUsed[owner] = row + 1;
    return row;
  }

  /** The last row in the owner's chain that is newer than `place`, or -1. */
  #lastNewer(owner: number, place: number, last: number): number {
    let newer = last >= 0 && this.place(last) > place ? last : -1;
    let row = newer < 0 ? this.newest(owner) : this.older(newer);
    for (let steps = 0; row >= 0 && this.place(row) > place; steps++) {
      newer = row;
      if (steps === LONG_WALK) newer = this.#nearer(this.#shortcuts.before(owner, place), row);
      row = this.older(newer);
    }
    return newer;
  }

  #nearer(one: number, two: number): number {
    return one >= 0 && this.place(one) < this.place(two) ? one : two;
  }

  place(row: number): number {
    return this.#places[row] ?? 0;
  }

  /** The owner's newest row, or -1; with `older` the way through all of its rows. */
  newest(owner: number): number {
    return (this.#newest[owner] ?? 0) - 1;
  }

  older(row: number): number {
    return (this.#older[row] ?? 0) - 1;
  }

  /** Removes all rows of an owner. */
  release(owner: number): void {
    for (let row = this.newest(owner); row >= 0; ) {
      const next = this.older(row);
      this.#free(row);
      row = next;
    }
    if (owner < this.#newest.length) {
      this.#newest[owner] = 0;
      this.#lastUsed[owner] = 0;
    }
    this.#shortcuts.drop(owner);
  }

  #free(row: number): void {
    // Rows are short: a loop is faster than `fill`.
    const end = (row + 1) * this.stride;
    for (let at = row * this.stride; at < end; at++) this.values[at] = 0;
    this.#older[row] = this.#freed;
    this.#freed = row + 1;
    this.#size--;
  }

  #insert(owner: number, place: number, newer: number): number {
    const row = this.#takeRow();
    if (owner >= this.#newest.length) {
      const length = grownLength(this.#newest.length, owner + 1);
      this.#newest = copiedInto(new Int32Array(length), this.#newest);
      this.#lastUsed = copiedInto(new Int32Array(length), this.#lastUsed);
    }
    this.#places[row] = place;
    if (newer < 0) {
      this.#older[row] = this.#newest[owner] ?? 0;
      this.#newest[owner] = row + 1;
    } else {
      this.#older[row] = this.#older[newer] ?? 0;
      this.#older[newer] = row + 1;
    }
    this.#shortcuts.add(owner, row);
    return row;
  }

  /** A row that nobody uses, all zero. */
  #takeRow(): number {
    this.#size++;
    const freed = this.#freed - 1;
    if (freed >= 0) {
      this.#freed = this.#older[freed] ?? 0;
      return freed;
    }
    const row = this.#end++;
    if (row >= this.#older.length) {
      const length = grownLength(this.#older.length, row + 1);
      this.#older = copiedInto(new Int32Array(length), this.#older);
      this.#places = copiedInto(new Uint32Array(length), this.#places);
      this.values = copiedInto(new Float64Array(length * this.stride), this.values);
    }
    return row;
  }
}
