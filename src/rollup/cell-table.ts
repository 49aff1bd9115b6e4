import { add, copiedInto, grownLength } from './columns.ts';
import { PairIndex } from './pair-index.ts';

/**
 * Rows of numbers, one for each (owner, place): a slice in a bucket of time. All numbers of a row stand
 * side by side in one array, since one request touches nearly all of them. The rows of an owner are
 * chained, so that reading or removing one owner does not visit the others.
 */
export class CellTable {
  /** Numbers in a row. */
  readonly stride: number;
  /** Row `r` is `values[r * stride, (r + 1) * stride)`. Replaced when the table grows. */
  values: Float64Array = new Float64Array(0);
  readonly #index = new PairIndex();
  /** Row + 1 of an owner's newest row, and of the row it used last; 0 when it has none. */
  #newest = new Int32Array(0);
  #lastUsed = new Int32Array(0);
  /** Row + 1 of the next older row of the same owner. */
  #older = new Int32Array(0);

  constructor(stride: number) {
    this.stride = stride;
  }

  /** Rows in use. */
  get size(): number {
    return this.#index.size;
  }

  /** The row of this owner and place; a new one is all zero. */
  rowOf(owner: number, place: number): number {
    // Requests come nearly in order of time: mostly it is the row of the owner's last request.
    const last = (this.#lastUsed[owner] ?? 0) - 1;
    if (last >= 0 && this.#index.second(last) === place) return last;
    const found = this.#index.find(owner, place);
    const row = found < 0 ? this.#append(owner, place) : found;
    this.#lastUsed[owner] = row + 1;
    return row;
  }

  /** Every owner that has rows, ascending. */
  owners(): number[] {
    const owners: number[] = [];
    this.#newest.forEach((row, owner) => {
      if (row > 0) owners.push(owner);
    });
    return owners;
  }

  place(row: number): number {
    return this.#index.second(row);
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
      // Rows are short: a loop is faster than `fill`.
      const end = (row + 1) * this.stride;
      for (let at = row * this.stride; at < end; at++) this.values[at] = 0;
      this.#index.remove(row);
      row = next;
    }
    if (owner < this.#newest.length) {
      this.#newest[owner] = 0;
      this.#lastUsed[owner] = 0;
    }
  }

  #append(owner: number, place: number): number {
    const row = this.#index.insert(owner, place);
    if (row >= this.#older.length) {
      const length = grownLength(this.#older.length, row + 1);
      this.#older = copiedInto(new Int32Array(length), this.#older);
      this.values = copiedInto(new Float64Array(length * this.stride), this.values);
    }
    if (owner >= this.#newest.length) {
      const length = grownLength(this.#newest.length, owner + 1);
      this.#newest = copiedInto(new Int32Array(length), this.#newest);
      this.#lastUsed = copiedInto(new Int32Array(length), this.#lastUsed);
    }
    this.#older[row] = this.#newest[owner] ?? 0;
    this.#newest[owner] = row + 1;
    return row;
  }
}

/** Where rows are poured from and to. The tables may be the same one, the owners then differ. */
export interface Pouring {
  readonly from: CellTable;
  readonly owner: number;
  readonly to: CellTable;
  readonly toOwner: number;
  /** How many places of `from` make one of `to`. */
  readonly ratio: number;
}

/**
 * Adds all rows of an owner to those of another, number by number. `afterRow` gets the beginnings of
 * both rows in `values`, and the place that the poured row has inside its group of `ratio`.
 */
export function pour(
  pouring: Pouring,
  afterRow?: (at: number, toAt: number, inGroup: number) => void,
): void {
  const { from, owner, to, toOwner, ratio } = pouring;
  for (let row = from.newest(owner); row >= 0; row = from.older(row)) {
    const place = from.place(row);
    const group = Math.floor(place / ratio);
    const toAt = to.rowOf(toOwner, group) * to.stride;
    const at = row * from.stride;
    for (let column = 0; column < from.stride; column++) {
      add(to.values, toAt + column, from.values[at + column] ?? 0);
    }
    afterRow?.(at, toAt, place - group * ratio);
  }
}
