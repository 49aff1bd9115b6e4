import { addToCells, CELL_STRIDE, pourCells, widenCells } from './cell.ts';
import { CellTable } from './cell-table.ts';
import { Distributions, NO_BIN } from './distributions.ts';
import { topRung, widthMsAt } from './grid.ts';
import { groupingAt } from './grouping.ts';
import { Largest } from './largest.ts';
import type { RollupLimits } from './limits.ts';
import type { Observation } from './observation.ts';
import { binOf } from './sketch-bins.ts';
import { Slices } from './slices.ts';
import { Summaries } from './summary.ts';

/**
 * All tables of a rollup, which share the numbers of slices: cells over time, summaries, largest
 * requests, durations and sizes. What is done to one slice is done here to all of them at once.
 */
export class Store {
  readonly slices: Slices = new Slices();
  readonly summaries: Summaries = new Summaries();
  readonly largest: Largest = new Largest();
  readonly distributions: Distributions;
  readonly cells: CellTable = new CellTable(CELL_STRIDE);
  readonly #limits: RollupLimits;
  #rung = 0;

  constructor(limits: RollupLimits) {
    this.#limits = limits;
    this.distributions = new Distributions(limits.maxSketchSlots);
  }

  get widthMs(): number {
    return widthMsAt(this.#rung);
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

  observe(grouping: number, slice: number, observed: Observation): void {
    addToCells(this.cells, slice, observed, this.widthMs);
    this.summaries.observe(slice, observed);
    const { keepsLargest, keepsDistributions } = groupingAt(grouping);
    if (keepsLargest) this.largest.observe(slice, observed);
    if (keepsDistributions) this.#distribute(slice, observed);
  }

  /** Adds all of a slice in `from` to `toSlice` here; `from` is not wider than this, and may be this. */
  pourSlice(toSlice: number, from: Store, slice: number): void {
    const ratio = this.widthMs / from.widthMs;
    const pouring = { from: from.cells, owner: slice, to: this.cells, toOwner: toSlice, ratio };
    pourCells(pouring, from.widthMs);
    this.summaries.merge(toSlice, from.summaries, slice);
    this.largest.merge(toSlice, from.largest, slice);
    this.distributions.merge(toSlice, from.distributions, slice);
  }

  remove(slice: number): void {
    this.cells.release(slice);
    this.largest.release(slice);
    this.distributions.release(slice);
    this.slices.remove(slice);
  }

  /**
   * Climbs until the span fits the buckets. The width depends on the span alone, not on the order in
   * which it grew: a rung too fine for a part is too fine for the whole.
   */
  fitSpan(fromUs: number, toUs: number): void {
    let rung = this.#rung;
    while (bucketCount(fromUs, toUs, widthMsAt(rung)) > this.#limits.maxBuckets) rung++;
    this.climbTo(rung);
  }

  /** Climbs until the cells fit; at the coarsest rung every slice has a single one. */
  fitCells(): void {
    while (this.cells.size > this.#limits.maxCells && this.#rung < topRung) {
      this.climbTo(this.#rung + 1);
    }
  }

  /** Makes buckets as wide as those of `other`, where they are narrower. */
  fitWidth(other: Store): void {
    this.climbTo(other.#rung);
  }

  climbTo(rung: number): void {
    if (rung <= this.#rung) return;
    const fineMs = this.widthMs;
    widenCells(this.cells, widthMsAt(rung) / fineMs, fineMs);
    this.#rung = rung;
    this.distributions.followGrid(rung);
  }

  #distribute(slice: number, { endUs, timed, durationUs, sized, bytesOut }: Observation): void {
    const durationBin = timed === 1 ? binOf(durationUs) : NO_BIN;
    this.distributions.observe(slice, endUs, durationBin, sized === 1 ? binOf(bytesOut) : NO_BIN);
  }

  #cleared(slice: number): number {
    this.summaries.clear(slice);
    return slice;
  }
}

function bucketCount(fromUs: number, toUs: number, widthMs: number): number {
  const widthUs = widthMs * 1000;
  return Math.floor(toUs / widthUs) - Math.floor(fromUs / widthUs) + 1;
}
