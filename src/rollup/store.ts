import { CellRuns } from './cell-runs.ts';
import { addCoverage, type Coverage, noCoverage, readCoverage } from './coverage.ts';
import { Distributions } from './distributions.ts';
import { rungOf, rungWithin, widthMsAt } from './grid.ts';
import { Largest } from './largest.ts';
import type { RollupLimits } from './limits.ts';
import type { RolledBatch } from './rolled-batch.ts';
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
  readonly cells: CellRuns;
  readonly #removed: number[] = [];
  readonly #limits: RollupLimits;
  readonly #coverage = noCoverage();
  #rung: number;

  constructor(limits: RollupLimits) {
    this.#limits = limits;
    this.#rung = limits.finestRung;
    this.distributions = new Distributions(limits.maxSketchSlots);
    this.cells = new CellRuns(limits.maxCells);
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
    this.climbTo(rungWithin(firstStartUs, lastEndUs, this.#limits, this.#rung));
  }

  /** Adds what a batch came to; `sliceHere` gives its slices here. The batch's cells are given away. */
  addRolled(rolled: RolledBatch, sliceHere: Int32Array): void {
    const { slices, widthMs } = rolled.cells;
    this.cover(rolled.coverage);
    this.climbTo(rungOf(widthMs));
    replaceEach(slices, sliceHere);
    this.cells.add(rolled.cells);
    this.cells.widen(this.#rung);
    const largest = Largest.unpack(rolled.largest);
    for (let slice = 0; slice < sliceHere.length; slice++) {
      const here = sliceHere[slice] ?? 0;
      this.summaries.addBatch(here, rolled.sums, rolled.peaks, slice);
      this.largest.merge(here, largest, slice);
    }
    this.distributions.addPacked(rolled.distributions, sliceHere);
  }

  /** Adds all that another store holds; `sliceHere` gives its slices here. */
  addStore(from: Store, sliceHere: Int32Array): void {
    this.climbTo(from.#rung);
    this.cover(from.#coverage);
    from.settle();
    const { run } = from.cells.settled;
    this.cells.add({ ...run, slices: run.slices.map((slice) => sliceHere[slice] ?? 0) });
    for (let slice = 0; slice < sliceHere.length; slice++) {
      const to = sliceHere[slice] ?? -1;
      if (to >= 0) this.#addTables(to, from, slice);
    }
  }

  /** Gives all that a slice has to another one, and removes it. */
  move(slice: number, to: number): void {
    this.cells.move(slice, to);
    this.#addTables(to, this, slice);
    this.largest.release(slice);
    this.distributions.release(slice);
    this.slices.remove(slice);
    this.#removed.push(slice);
  }

  #addTables(to: number, from: Store, slice: number): void {
    this.summaries.merge(to, from.summaries, slice);
    this.largest.merge(to, from.largest, slice);
    this.distributions.merge(to, from.distributions, slice);
  }

  /** Gives the numbers of removed slices back, once nothing is under them any more. */
  release(): void {
    this.cells.relabel();
    for (const slice of this.#removed) this.slices.giveBack(slice);
    this.#removed.length = 0;
  }

  /** Merges cells, in wider buckets where there are too many. */
  settle(): void {
    this.climbTo(this.cells.settle(this.#rung));
  }

  /** Merges cells when many have gathered. */
  keepCellBound(): void {
    if (this.cells.isFull) this.settle();
  }

  climbTo(rung: number): void {
    if (rung <= this.#rung) return;
    this.#rung = rung;
    this.distributions.followGrid(rung);
  }

  #cleared(slice: number): number {
    this.summaries.clear(slice);
    return slice;
  }
}

/** Puts the slice here in place of each slice of a batch. */
function replaceEach(slices: Int32Array, sliceHere: Int32Array): void {
  for (let cell = 0; cell < slices.length; cell++) {
    slices[cell] = sliceHere[slices[cell] ?? 0] ?? 0;
  }
}
