import type { BatchCells } from './batch-cells.ts';
import type { BatchLines } from './batch-lines.ts';
import type { BatchShares } from './batch-shares.ts';
import { chooseHeavy, type HeavyChoice, heavyOfLines } from './heavy-choice.ts';
import type { RollupLimits } from './limits.ts';
import type { RequestBatch } from './request-batch.ts';

export interface Choosing {
  readonly limits: RollupLimits;
  /** Whether keys with a burst are kept beside heavy ones. */
  readonly keepsBursts: boolean;
}

/** What a grouping is made of: the requests of a batch one by one, or those alike in some dimensions as one row. */
export interface BatchRows {
  readonly length: number;
  /** By place in `dimensions` the numbers of the rows' keys, FOLDED or ABSENT. */
  readonly columns: readonly Int32Array[];
  /** Chooses among keys from 0 up to `count` (heavy-choice.ts), each row having the key at its place. */
  heavyOf(keys: Int32Array, count: number, choosing: Choosing): HeavyChoice;
  /** Adds each row to the slice at its place, but for those of `rest`, whose longest requests alone are told; below 0 stands for none. */
  addTo(cells: BatchCells, sliceOf: Int32Array, rest: number): void;
}

/** The requests of a batch, one a row. */
export class LineRows implements BatchRows {
  readonly #batch: RequestBatch;
  readonly #lines: BatchLines;
  readonly #shares: BatchShares;
  readonly columns: readonly Int32Array[];

  constructor(
    batch: RequestBatch,
    lines: BatchLines,
    shares: BatchShares,
    columns: readonly Int32Array[],
  ) {
    this.#batch = batch;
    this.#lines = lines;
    this.#shares = shares;
    this.columns = columns;
  }

  get length(): number {
    return this.#lines.length;
  }

  heavyOf(keys: Int32Array, count: number, { limits, keepsBursts }: Choosing): HeavyChoice {
    const shares = this.#shares;
    return keepsBursts
      ? heavyOfLines(shares, keys, count, limits)
      : chooseHeavy(shares.sumsOf(keys, count), shares.totals, limits);
  }

  addTo(cells: BatchCells, sliceOf: Int32Array, rest: number): void {
    cells.add(this.#batch, this.#lines, sliceOf, rest);
  }
}
