/** Places side by side that share one shortcut, as a shift: 64. */
const SHIFT = 6;
/** Shortcuts of one chain, a power of two: 16,384 places, twice what a rollup has buckets. */
const SHORTCUTS = 256;

/** The chain of an owner's rows, from the greatest place to the smallest (cell-table.ts). */
export interface Chains {
  /** The row with the greatest place, or -1. */
  newest(owner: number): number;
  /** The row with the next smaller place, or -1. */
  older(row: number): number;
  place(row: number): number;
}

/**
 * Ways into the middle of long chains, for logs that are not in order of time: made when a chain is first walked far, 1 KiB
 * each. A shortcut is always a row of its chain; a bad one costs steps and no mistake.
 */
export class Shortcuts {
  readonly #chains: Chains;
  /** By owner: row + 1 of the smallest place in each group of places; 0 for none. */
  readonly #rows = new Map<number, Int32Array>();

  constructor(chains: Chains) {
    this.#chains = chains;
  }

  /** A row of the owner's chain not far before `place`, with a greater place; -1 where there is none. */
  before(owner: number, place: number): number {
    const rows = this.#rows.get(owner) ?? this.#make(owner);
    const group = place >>> SHIFT;
    for (let next = group + 1; next <= group + SHORTCUTS; next++) {
      const row = (rows[next % SHORTCUTS] ?? 0) - 1;
      if (row >= 0 && this.#chains.place(row) > place) return row;
    }
    return -1;
  }

  /** Takes a new row of a chain. */
  add(owner: number, row: number): void {
    if (this.#rows.size === 0) return;
    const rows = this.#rows.get(owner);
    if (rows === undefined) return;
    const place = this.#chains.place(row);
    const at = (place >>> SHIFT) % SHORTCUTS;
    const known = (rows[at] ?? 0) - 1;
    if (known < 0 || place < this.#chains.place(known)) rows[at] = row + 1;
  }

  /** Forgets a chain: its rows are freed, or moved. */
  drop(owner: number): void {
    if (this.#rows.size > 0) this.#rows.delete(owner);
  }

  #make(owner: number): Int32Array {
    const rows = new Int32Array(SHORTCUTS);
    for (let row = this.#chains.newest(owner); row >= 0; row = this.#chains.older(row)) {
      rows[(this.#chains.place(row) >>> SHIFT) % SHORTCUTS] = row + 1;
    }
    this.#rows.set(owner, rows);
    return rows;
  }
}
