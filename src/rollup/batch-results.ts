import type { BatchCells } from './batch-cells.ts';
import { BatchOrder } from './batch-order.ts';
import { raisePeaks } from './batch-peaks.ts';
import { BatchRun, type RunBuckets } from './batch-run.ts';
import { addSums } from './batch-sums.ts';
import type { CellRun } from './cell-run.ts';
import { copiedInto, grownLength } from './columns.ts';
import { BURST_KINDS, SUMS } from './summary.ts';

/** The buckets of a batch's cells, those in which they are kept, and how many make one in which bursts are looked for. */
export interface ResultBuckets extends RunBuckets {
  readonly ratio: number;
}

/** What a batch comes to, as plain data (rolled-batch.ts). */
export interface Results {
  readonly sums: Float64Array;
  readonly peaks: Float64Array;
  readonly cells: CellRun;
}

/**
 * Gathers what the slices of a batch come to, grouping by grouping: cells are read while they are at hand, since those of all
 * groupings are more than a processor's cache holds. Keeps its room from batch to batch.
 */
export class BatchResults {
  readonly #order = new BatchOrder();
  readonly #run = new BatchRun();
  #buckets: ResultBuckets = { firstBucket: 0, widthMs: 1, keptWidthMs: 1, ratio: 1 };
  /** Every slice is below this. */
  #end = 0;
  #sums = new Float64Array(0);
  #peaks = new Float64Array(0);
  /** How many cells were taken. */
  size = 0;

  /** Begins another batch. */
  begin(buckets: ResultBuckets): void {
    this.#buckets = buckets;
    this.#run.begin(buckets);
    this.#sums.fill(0, 0, this.#end * SUMS);
    this.#peaks.fill(0, 0, this.#end * BURST_KINDS);
    this.#end = 0;
    this.size = 0;
  }

  /** Takes all cells of the next slices. */
  take(cells: BatchCells): void {
    this.#makeRoom(cells.end);
    this.#end = cells.end;
    this.size += cells.size;
    addSums(this.#sums, cells, this.#buckets.widthMs);
    this.#order.read(cells);
    raisePeaks(this.#peaks, cells, this.#order, this.#buckets);
    this.#run.write(cells, this.#order);
  }

  results(): Results {
    return {
      sums: this.#sums.slice(0, this.#end * SUMS),
      peaks: this.#peaks.slice(0, this.#end * BURST_KINDS),
      cells: this.#run.run(),
    };
  }

  #makeRoom(end: number): void {
    if (end * SUMS <= this.#sums.length) return;
    const length = grownLength(this.#sums.length / SUMS, end);
    this.#sums = copiedInto(new Float64Array(length * SUMS), this.#sums);
    this.#peaks = copiedInto(new Float64Array(length * BURST_KINDS), this.#peaks);
  }
}
