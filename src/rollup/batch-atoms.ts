import { BatchCells } from './batch-cells.ts';
import { BatchPairs } from './batch-keys.ts';
import type { BatchRows, Choosing } from './batch-rows.ts';
import { addSums } from './batch-sums.ts';
import { dimensions } from './dimension.ts';
import { chooseHeavy, costsOfRows, type HeavyChoice } from './heavy-choice.ts';
import { SUMS } from './summary.ts';

/** Codes of the combinations of keys stay below this. */
const MOST_CODES = 2 ** 31;
/** FOLDED and ABSENT are keys as well. */
const NO_KEYS = 2;

/**
 * The requests of a batch that are alike in some dimensions, as one row: whatever is told by some of these dimensions is
 * told by such rows, of which there are far fewer than requests.
 */
export class BatchAtoms implements BatchRows {
  /** Places in `dimensions`. */
  readonly #places: readonly number[];
  readonly #cells = new BatchCells();
  readonly #pairs = new BatchPairs();
  readonly columns: Int32Array[] = dimensions.map(() => new Int32Array(0));
  length = 0;
  #codes = new Int32Array(0);
  #numbers = new Int32Array(0);
  /** What the rows come to; undefined until it is asked for. */
  #sums: Float64Array | undefined;
  #widthMs = 0;
  #totals: Float64Array = new Float64Array(0);

  constructor(places: readonly number[]) {
    this.#places = places;
  }

  /**
   * Takes rows, whose keys are below `counts`, of a batch with these totals (batch-shares.ts) in `bucketCount` buckets of `widthMs`. False
   * where they have too many combinations.
   */
  read(
    rows: BatchRows,
    {
      counts,
      totals,
      widthMs,
      bucketCount,
    }: {
      readonly counts: readonly number[];
      readonly totals: Float64Array;
      readonly widthMs: number;
      readonly bucketCount: number;
    },
  ): boolean {
    const radixes = this.#places.map((place) => (counts[place] ?? 0) + NO_KEYS);
    if (radixes.reduce((all, radix) => all * radix, 1) > MOST_CODES) return false;
    this.#encode(rows.columns, radixes, rows.length);
    this.length = this.#pairs.number(this.#codes, this.#codes, rows.length, this.#numbers);
    this.#cells.open(0, this.length, bucketCount);
    rows.addTo(this.#cells, this.#numbers, -1);
    this.#decode(radixes);
    this.#sums = undefined;
    this.#widthMs = widthMs;
    this.#totals = totals;
    return true;
  }

  #encode(columns: readonly Int32Array[], radixes: readonly number[], length: number): void {
    if (length > this.#codes.length) {
      this.#codes = new Int32Array(length);
      this.#numbers = new Int32Array(length);
    }
    const codes = this.#codes;
    codes.fill(0, 0, length);
    this.#places.forEach((place, at) => {
      const column = columns[place];
      if (column !== undefined) appendKeys(codes, radixes[at] ?? 1, column, length);
    });
  }

  #decode(radixes: readonly number[]): void {
    for (const place of this.#places) {
      if ((this.columns[place]?.length ?? 0) < this.length) {
        this.columns[place] = new Int32Array(this.length);
      }
    }
    for (let atom = 0; atom < this.length; atom++) {
      let code = this.#pairs.firsts[atom] ?? 0;
      for (let at = this.#places.length - 1; at >= 0; at--) {
        const radix = radixes[at] ?? 1;
        const rest = Math.floor(code / radix);
        const column = this.columns[this.#places[at] ?? 0];
        if (column !== undefined) column[atom] = code - rest * radix - NO_KEYS;
        code = rest;
      }
    }
  }

  heavyOf(keys: Int32Array, count: number, { limits }: Choosing): HeavyChoice {
    if (this.#sums === undefined) {
      this.#sums = new Float64Array(this.length * SUMS);
      addSums(this.#sums, this.#cells, this.#widthMs);
    }
    return chooseHeavy(costsOfRows(this.#sums, keys, count), this.#totals, limits);
  }

  addTo(cells: BatchCells, sliceOf: Int32Array, rest: number): void {
    cells.pour(this.#cells, sliceOf, rest);
  }
}

/** Makes each code that of its combination with one more key, which is below `radix`. */
function appendKeys(codes: Int32Array, radix: number, keys: Int32Array, length: number): void {
  for (let i = 0; i < length; i++) {
    codes[i] = Math.imul(codes[i] ?? 0, radix) + (keys[i] ?? 0) + NO_KEYS;
  }
}
