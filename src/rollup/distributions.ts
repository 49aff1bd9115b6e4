import type { BatchLines } from './batch-lines.ts';
import { CellTable } from './cell-table.ts';
import { type TimeSpan, topRung, widthMsAt } from './grid.ts';
import { type BinCounts, QuantileSketches } from './quantile-sketches.ts';
import { NO_BYTES, type RequestBatch, TIMED } from './request-batch.ts';
import { BINS, binOf, foldedBin, MOST_FOLDS, RELATIVE_ERROR, valueBetween } from './sketch-bins.ts';

/** Rungs of the ladder by which chunks are wider than buckets: 1 min for 1 s, 1 h for the 30 s of a day. */
const CHUNK_RUNGS = 4;

/** In place of a bin: the request does not tell. */
export const NO_BIN = 0xff_ff;

/** What is told of a slice's requests: how long they took, in microseconds, and the bytes that they sent. */
export type Quantity = 'duration' | 'size';
const QUANTITIES = 2;

/** Distributions as plain data, one chunk of a slice after the other. */
export interface PackedDistributions extends BinCounts {
  /** Of the chunks' width (grid.ts), and how many bins are one. */
  readonly rung: number;
  readonly fold: number;
  readonly slices: Int32Array;
  readonly chunks: Uint32Array;
  /** Entries of `bins`, first those of durations, then those of sizes. */
  readonly lengths: Uint16Array;
}

/**
 * How durations and sizes are distributed, by slice and chunk of time. Counts add up exactly. Where sketches take more slots
 * than they may, chunks get wider, and with a single chunk bins do, two to one for all sketches at once (Epicoco et al., "UDDSketch",
 * https://arxiv.org/abs/2004.08604): low quantiles stay as good as high ones, and neither the order of requests nor that of
 * merges shows.
 */
export class Distributions {
  readonly #maxSlots: number;
  #rung = CHUNK_RUNGS;
  #chunkUs: number = widthMsAt(CHUNK_RUNGS) * 1000;
  /** 2^fold of the bins in sketch-bins.ts are one here. */
  #fold = 0;
  /** Chunks of slices; a row's number is that of its sketches. */
  #chunks = new CellTable(0);
  #sketches = new QuantileSketches();
  /** Every slice is below this. */
  #slicesEnd = 0;

  constructor(maxSlots: number) {
    this.#maxSlots = maxSlots;
  }

  /** Slots of the sketches in use, 4 bytes each. */
  get size(): number {
    return this.#sketches.size;
  }

  /** Bytes that the sketches take. */
  get byteLength(): number {
    return this.#sketches.byteLength;
  }

  /** Width of a chunk in milliseconds. */
  get chunkMs(): number {
    return widthMsAt(this.#rung);
  }

  /** The most that a quantile is off, as a share of it. */
  get relativeError(): number {
    const ratio = ((1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR)) ** (1 << this.#fold);
    return 1 - 2 / (ratio + 1);
  }

  /** Counts a request in the chunk in which it ended; bins as `binOf` has them, or `NO_BIN`. */
  observe(slice: number, endUs: number, durationBin: number, sizeBin: number): void {
    this.#count(slice, Math.floor(endUs / this.#chunkUs), durationBin, sizeBin);
  }

  #count(slice: number, chunk: number, durationBin: number, sizeBin: number): void {
    if (durationBin === NO_BIN && sizeBin === NO_BIN) return;
    if (slice >= this.#slicesEnd) this.#slicesEnd = slice + 1;
    const sketch = QUANTITIES * this.#chunks.rowOf(slice, chunk);
    const sketches = this.#sketches;
    if (durationBin !== NO_BIN) sketches.add(sketch, foldedBin(durationBin, this.#fold), 1);
    if (sizeBin !== NO_BIN) sketches.add(sketch + 1, foldedBin(sizeBin, this.#fold), 1);
    if (sketches.size > this.#maxSlots) this.#keepBound();
  }

  /** Counts each request of a batch for the slice at its place; below 0 stands for none. */
  observeAll(sliceOf: Int32Array, batch: RequestBatch, { durationsUs, length }: BatchLines): void {
    const { endUs, bytesOut, flags } = batch;
    for (let i = 0; i < length; i++) {
      const slice = sliceOf[i] ?? -1;
      if (slice < 0) continue;
      const isTimed = ((flags[i] ?? 0) & TIMED) !== 0;
      const size = bytesOut[i] ?? NO_BYTES;
      const durationBin = isTimed ? binOf(durationsUs[i] ?? 0) : NO_BIN;
      // Asked for anew each time: counting may make chunks wider.
      const chunk = Math.floor((endUs[i] ?? 0) / this.#chunkUs);
      this.#count(slice, chunk, durationBin, size === NO_BYTES ? NO_BIN : binOf(size));
    }
  }

  /** All of it as plain data. */
  pack(): PackedDistributions {
    const rows = this.#chunks.size;
    const slices = new Int32Array(rows);
    const chunks = new Uint32Array(rows);
    const lengths = new Uint16Array(QUANTITIES * rows);
    const columns = { bins: new Uint16Array(this.size), counts: new Uint32Array(this.size) };
    let at = 0;
    let end = 0;
    for (let slice = 0; slice < this.#slicesEnd; slice++) {
      for (let row = this.#chunks.newest(slice); row >= 0; row = this.#chunks.older(row)) {
        slices[at] = slice;
        chunks[at] = this.#chunks.place(row);
        for (let place = 0; place < QUANTITIES; place++) {
          const from = end;
          end = this.#sketches.copyTo(columns, from, QUANTITIES * row + place);
          lengths[QUANTITIES * at + place] = end - from;
        }
        at += 1;
      }
    }
    const bins = columns.bins.slice(0, end);
    const counts = columns.counts.slice(0, end);
    return { rung: this.#rung, fold: this.#fold, slices, chunks, lengths, bins, counts };
  }

  /** Adds what `pack` gave; its slices are others here. */
  addPacked(packed: PackedDistributions, sliceHere: Int32Array): void {
    this.#coarsenTo(Math.max(this.#rung, packed.rung), Math.max(this.#fold, packed.fold));
    const ratio = this.chunkMs / widthMsAt(packed.rung);
    const fold = this.#fold - packed.fold;
    const { slices, chunks, lengths, bins, counts } = packed;
    let at = 0;
    for (let from = 0; from < slices.length; from++) {
      const slice = sliceHere[slices[from] ?? 0] ?? 0;
      if (slice >= this.#slicesEnd) this.#slicesEnd = slice + 1;
      const row = this.#chunks.rowOf(slice, Math.floor((chunks[from] ?? 0) / ratio));
      for (let place = 0; place < QUANTITIES; place++) {
        const end = at + (lengths[QUANTITIES * from + place] ?? 0);
        for (; at < end; at++) {
          const bin = foldedBin(bins[at] ?? 0, fold);
          this.#sketches.add(QUANTITIES * row + place, bin, counts[at] ?? 0);
        }
      }
    }
    if (this.size > this.#maxSlots) this.#keepBound();
  }

  /** Makes chunks as wide as buckets of this rung ask for. */
  followGrid(rung: number): void {
    this.#coarsenTo(Math.min(rung + CHUNK_RUNGS, topRung), this.#fold);
  }

  /** Adds what `other` has of `slice` to `toSlice`. `other` may be this. */
  merge(toSlice: number, other: Distributions, slice: number): void {
    this.#coarsenTo(Math.max(this.#rung, other.#rung), Math.max(this.#fold, other.#fold));
    this.#pour(toSlice, other, slice);
    if (this.size > this.#maxSlots) this.#keepBound();
  }

  release(slice: number): void {
    for (let row = this.#chunks.newest(slice); row >= 0; row = this.#chunks.older(row)) {
      this.#sketches.release(QUANTITIES * row);
      this.#sketches.release(QUANTITIES * row + 1);
    }
    this.#chunks.release(slice);
  }

  /**
   * What the share `quantile` (0 to 1) of a slice's requests stays below, of those that ended in chunks reaching into the
   * span: microseconds, or bytes. Undefined when there are none.
   */
  quantile(
    slice: number,
    quantity: Quantity,
    quantile: number,
    span: TimeSpan,
  ): number | undefined {
    if (this.#chunks.newest(slice) < 0) return undefined;
    const counts = this.#countsIn(slice, quantity, span);
    const count = counts.reduce((sum, one) => sum + one, 0);
    if (count === 0) return undefined;
    const rank = Math.min(count - 1, Math.floor(quantile * count));
    let before = 0;
    const bin = counts.findIndex((one) => {
      before += one;
      return before > rank;
    });
    return bin === 0 ? 0 : valueBetween(((bin - 1) << this.#fold) + 1, bin << this.#fold);
  }

  #countsIn(slice: number, quantity: Quantity, { fromMs, toMs }: TimeSpan): Float64Array {
    const counts = new Float64Array(BINS);
    const place = quantity === 'duration' ? 0 : 1;
    for (let row = this.#chunks.newest(slice); row >= 0; row = this.#chunks.older(row)) {
      const chunkFromMs = this.#chunks.place(row) * this.chunkMs;
      if (chunkFromMs >= toMs || chunkFromMs + this.chunkMs <= fromMs) continue;
      this.#sketches.addTo(counts, QUANTITIES * row + place);
    }
    return counts;
  }

  /** Adds what `other`, which is no coarser, has of a slice. */
  #pour(toSlice: number, other: Distributions, slice: number): void {
    if (toSlice >= this.#slicesEnd) this.#slicesEnd = toSlice + 1;
    const ratio = this.chunkMs / other.chunkMs;
    const fold = this.#fold - other.#fold;
    for (let from = other.#chunks.newest(slice); from >= 0; from = other.#chunks.older(from)) {
      const row = this.#chunks.rowOf(toSlice, Math.floor(other.#chunks.place(from) / ratio));
      for (let place = 0; place < QUANTITIES; place++) {
        const [to, sketch] = [QUANTITIES * row + place, QUANTITIES * from + place];
        this.#sketches.merge(to, other.#sketches, sketch, fold);
      }
    }
  }

  #keepBound(): void {
    while (this.size > this.#maxSlots && (this.#rung < topRung || this.#fold < MOST_FOLDS)) {
      const isOneChunk = this.#rung === topRung;
      this.#coarsenTo(isOneChunk ? topRung : this.#rung + 1, this.#fold + (isOneChunk ? 1 : 0));
    }
  }

  /** Pours all into new tables, which leaves no gaps. */
  #coarsenTo(rung: number, fold: number): void {
    if (rung <= this.#rung && fold <= this.#fold) return;
    const coarser = new Distributions(this.#maxSlots);
    coarser.#rung = Math.max(rung, this.#rung);
    coarser.#fold = fold;
    for (let slice = 0; slice < this.#slicesEnd; slice++) coarser.#pour(slice, this, slice);
    this.#rung = coarser.#rung;
    this.#chunkUs = this.chunkMs * 1000;
    this.#fold = coarser.#fold;
    this.#chunks = coarser.#chunks;
    this.#sketches = coarser.#sketches;
  }
}
