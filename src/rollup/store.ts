import { batchSums } from './batch-sums.ts';
import { CELL_STRIDE, delaySteps, pourCells, widenCells } from './cell.ts';
import { CellTable } from './cell-table.ts';
import { add } from './columns.ts';
import { addCoverage, type Coverage, noCoverage, readCoverage } from './coverage.ts';
import { Durations } from './durations.ts';
import { rungFor, rungOf, topRung, widthMsAt } from './grid.ts';
import { Largest } from './largest.ts';
import type { RollupLimits } from './limits.ts';
import type { RolledBatch } from './rolled-batch.ts';
import { Slices } from './slices.ts';
import { Summaries, SUMS } from './summary.ts';

/**
 * All tables of a rollup, which share the numbers of slices: cells over time, summaries, largest
 * requests and durations. What is done to one slice is done here to all of them at once.
 */
export class Store {
  readonly slices: Slices = new Slices();
  readonly summaries: Summaries = new Summaries();
  readonly largest: Largest = new Largest();
  readonly durations: Durations;
  readonly cells: CellTable = new CellTable(CELL_STRIDE);
  readonly #limits: RollupLimits;
  readonly #coverage = noCoverage();
  #rung = 0;

  constructor(limits: RollupLimits) {
    this.#limits = limits;
    this.durations = new Durations(limits.maxHistograms);
  }

  get rung(): number {
    return this.#rung;
  }

  get widthMs(): number {
    return widthMsAt(this.#rung);
  }

  get coverage(): Coverage {
    return readCoverage(this.#coverage);
  }

  /** The slice of a grouping and its keys. */
  slice(grouping: number, first: number, second?: number): number {
    const known = this.slices.find(first, second);
    return known >= 0 ? known : this.#cleared(this.slices.create(grouping, first, second));
  }

  /** The slice of a grouping that has no keys: its OTHER, or all traffic. */
  other(grouping: number): number {
    const known = this.slices.findOther(grouping);
    return known >= 0 ? known : this.#cleared(this.slices.createOther(grouping));
  }

  /** Takes over what requests another store or batch covers; buckets get wider where the span asks for it. */
  cover(coverage: Float64Array): void {
    addCoverage(this.#coverage, coverage);
    const { firstStartUs, lastEndUs } = this.coverage;
    if (lastEndUs < firstStartUs) return;
    this.climbTo(rungFor(firstStartUs, lastEndUs, this.#limits.maxBuckets, this.#rung));
  }

  /** Adds what a batch came to; `sliceHere` gives its slices here. */
  addRolled(rolled: RolledBatch, sliceHere: Int32Array): void {
    this.cover(rolled.coverage);
    this.climbTo(rungOf(rolled.widthMs));
    this.#addCells(rolled, sliceHere);
    const sums = batchSums(rolled);
    const largest = Largest.unpack(rolled.largest);
    for (let slice = 0; slice < sliceHere.length; slice++) {
      const here = sliceHere[slice] ?? 0;
      this.summaries.addBatch(here, sums, slice * SUMS, rolled.longestUs[slice] ?? 0);
      this.largest.merge(here, largest, slice);
    }
    this.durations.addPacked(rolled.durations, sliceHere);
  }

  #addCells(rolled: RolledBatch, sliceHere: Int32Array): void {
    const { cells } = this;
    const { cellSlices, cellBuckets, firstBucket, widthMs } = rolled;
    const ratio = this.widthMs / widthMs;
    for (let cell = 0; cell < cellSlices.length; cell++) {
      const bucket = firstBucket + (cellBuckets[cell] ?? 0);
      const place = ratio === 1 ? bucket : Math.floor(bucket / ratio);
      const to = cells.rowOf(sliceHere[cellSlices[cell] ?? 0] ?? 0, place) * CELL_STRIDE;
      const from = cell * CELL_STRIDE;
      const { values } = cells;
      for (let column = 0; column < CELL_STRIDE; column++) {
        add(values, to + column, rolled.cells[from + column] ?? 0);
      }
      if (ratio === 1) continue;
      delaySteps(rolled.cells, from, { values, at: to, byMs: (bucket - place * ratio) * widthMs });
    }
  }

  /** Adds all of a slice in `from` to `toSlice` here; `from` is not wider than this, and may be this. */
  pourSlice(toSlice: number, from: Store, slice: number): void {
    const ratio = this.widthMs / from.widthMs;
    const pouring = { from: from.cells, owner: slice, to: this.cells, toOwner: toSlice, ratio };
    pourCells(pouring, from.widthMs);
    this.summaries.merge(toSlice, from.summaries, slice);
    this.largest.merge(toSlice, from.largest, slice);
    this.durations.merge(toSlice, from.durations, slice);
  }

  /** Makes buckets as wide as those of `other` and wide enough for both, and covers what it covers. */
  fit(other: Store): void {
    this.climbTo(other.#rung);
    this.cover(other.#coverage);
  }

  remove(slice: number): void {
    this.cells.release(slice);
    this.largest.release(slice);
    this.durations.release(slice);
    this.slices.remove(slice);
  }

  /** Climbs until the cells fit; at the coarsest rung every slice has a single one. */
  fitCells(): void {
    while (this.cells.size > this.#limits.maxCells && this.#rung < topRung) {
      this.climbTo(this.#rung + 1);
    }
  }

  climbTo(rung: number): void {
    if (rung <= this.#rung) return;
    const fineMs = this.widthMs;
    widenCells(this.cells, widthMsAt(rung) / fineMs, fineMs);
    this.#rung = rung;
    this.durations.followGrid(rung);
  }

  #cleared(slice: number): number {
    this.summaries.clear(slice);
    return slice;
  }
}
