import { CellTable, pour } from './cell-table.ts';
import { add } from './columns.ts';
import { topRung, widthMsAt } from './grid.ts';
import type { BatchLines } from './batch-lines.ts';
import { type RequestBatch, TIMED } from './request-batch.ts';

/** Bins a doubling of the duration; the width of a bin is a factor of 2^(1/3) = 1.26. */
const BINS_PER_DOUBLING = 3;
/** Bin 0 is up to 1 ms; the last one begins at 2^26 ms = 18.6 hours. */
const BINS = 26 * BINS_PER_DOUBLING + 1;
/** Rungs of the ladder by which chunks are wider than buckets: 10 s for 1 s, 15 min for 1 min. */
const CHUNK_RUNGS = 2;

/** A span of time, epoch milliseconds UTC; `toMs` is exclusive. */
export interface TimeSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Durations as plain data: a histogram of each slice and chunk. */
export interface PackedDurations {
  /** Of the chunks' width (grid.ts). */
  readonly rung: number;
  readonly slices: Int32Array;
  readonly chunks: Uint32Array;
  readonly counts: Float64Array;
}

/**
 * How long requests took, by slice and chunk of time: counts in bins that grow with the duration.
 * Counts add up exactly; a quantile read from them is within a factor of 2^(1/6) = 1.12 of a true
 * one, between 1 ms and 18.6 hours.
 */
export class Durations {
  #rung = CHUNK_RUNGS;
  readonly #table = new CellTable(BINS);
  readonly #maxHistograms: number;

  constructor(maxHistograms: number) {
    this.#maxHistograms = maxHistograms;
  }

  get size(): number {
    return this.#table.size;
  }

  /** Width of a chunk in milliseconds. */
  get chunkMs(): number {
    return widthMsAt(this.#rung);
  }

  /** Counts each request of a batch for the slice at its place, in the chunk in which it ended; below 0 stands for none. */
  observeAll(sliceOf: Int32Array, batch: RequestBatch, { durationsUs, length }: BatchLines): void {
    const { endUs, flags } = batch;
    let fromUs = Number.POSITIVE_INFINITY;
    let toUs = Number.NEGATIVE_INFINITY;
    let chunk = 0;
    for (let i = 0; i < length; i++) {
      const slice = sliceOf[i] ?? -1;
      if (slice < 0 || ((flags[i] ?? 0) & TIMED) === 0) continue;
      const end = endUs[i] ?? 0;
      if (end < fromUs || end >= toUs) {
        const chunkUs = this.chunkMs * 1000;
        chunk = Math.floor(end / chunkUs);
        fromUs = chunk * chunkUs;
        toUs = fromUs + chunkUs;
      }
      const row = this.#table.rowOf(slice, chunk);
      add(this.#table.values, row * BINS + binOf((durationsUs[i] ?? 0) / 1000), 1);
      if (this.#table.size > this.#maxHistograms) {
        this.#keepBound();
        fromUs = Number.POSITIVE_INFINITY;
      }
    }
  }

  /** All counts as plain data. */
  pack(): PackedDurations {
    const table = this.#table;
    const slices = new Int32Array(table.size);
    const chunks = new Uint32Array(table.size);
    const counts = new Float64Array(table.size * BINS);
    let at = 0;
    for (let slice = 0; slice < table.owners; slice++) {
      for (let row = table.newest(slice); row >= 0; row = table.older(row)) {
        slices[at] = slice;
        chunks[at] = table.place(row);
        counts.set(table.values.subarray(row * BINS, (row + 1) * BINS), at * BINS);
        at += 1;
      }
    }
    return { rung: this.#rung, slices, chunks, counts };
  }

  /** Adds what `pack` gave; its slices are others here. */
  addPacked({ rung, slices, chunks, counts }: PackedDurations, sliceHere: Int32Array): void {
    this.#climbTo(rung);
    const ratio = this.chunkMs / widthMsAt(rung);
    slices.forEach((slice, at) => {
      const chunk = Math.floor((chunks[at] ?? 0) / ratio);
      const row = this.#table.rowOf(sliceHere[slice] ?? 0, chunk);
      for (let bin = 0; bin < BINS; bin++) {
        add(this.#table.values, row * BINS + bin, counts[at * BINS + bin] ?? 0);
      }
    });
    this.#keepBound();
  }

  /** Makes chunks as wide as buckets of this rung ask for. */
  followGrid(rung: number): void {
    this.#climbTo(rung + CHUNK_RUNGS);
  }

  /** Adds the histograms of `slice` in `other` to those of `toSlice`. `other` may be this. */
  merge(toSlice: number, other: Durations, slice: number): void {
    this.#climbTo(other.#rung);
    const ratio = this.chunkMs / other.chunkMs;
    pour({ from: other.#table, owner: slice, to: this.#table, toOwner: toSlice, ratio });
    this.#keepBound();
  }

  release(slice: number): void {
    this.#table.release(slice);
  }

  /**
   * The duration in milliseconds below which the share `quantile` (0 to 1) of a slice's requests lies
   * that ended in chunks reaching into the span; undefined when there are none.
   */
  quantile(slice: number, quantile: number, span: TimeSpan): number | undefined {
    const bins = new Float64Array(BINS);
    let count = 0;
    for (let row = this.#table.newest(slice); row >= 0; row = this.#table.older(row)) {
      const chunkFromMs = this.#table.place(row) * this.chunkMs;
      if (chunkFromMs >= span.toMs || chunkFromMs + this.chunkMs <= span.fromMs) continue;
      for (let bin = 0; bin < BINS; bin++) {
        const requests = this.#table.values[row * BINS + bin] ?? 0;
        add(bins, bin, requests);
        count += requests;
      }
    }
    if (count === 0) return undefined;
    const rank = Math.min(count - 1, Math.floor(quantile * count));
    let before = 0;
    const bin = bins.findIndex((requests) => {
      before += requests;
      return before > rank;
    });
    return middleMs(bin);
  }

  #keepBound(): void {
    while (this.#table.size > this.#maxHistograms && this.#rung < topRung) {
      this.#climbTo(this.#rung + 1);
    }
  }

  #climbTo(rung: number): void {
    if (rung <= this.#rung) return;
    this.#table.widen(widthMsAt(rung) / this.chunkMs);
    this.#rung = Math.min(rung, topRung);
  }
}

/** Bin i > 0 holds durations of 2^((i - 1) / 3) to 2^(i / 3) ms. */
function binOf(durationMs: number): number {
  if (durationMs <= 1) return 0;
  return Math.min(BINS - 1, 1 + Math.floor(Math.log2(durationMs) * BINS_PER_DOUBLING));
}

/** The geometric middle of a bin. */
function middleMs(bin: number): number {
  return bin === 0 ? 1 : 2 ** ((bin - 0.5) / BINS_PER_DOUBLING);
}
