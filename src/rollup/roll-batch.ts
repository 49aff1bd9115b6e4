import { BatchCells } from './batch-cells.ts';
import { ABSENT, BatchKeys, BatchPairs, FOLDED } from './batch-keys.ts';
import { BatchLines } from './batch-lines.ts';
import { BatchSlices } from './batch-slices.ts';
import { CELL_STRIDE } from './cell.ts';
import { costs } from './cost.ts';
import { coverageOf } from './coverage.ts';
import { dimensions } from './dimension.ts';
import { Durations } from './durations.ts';
import { rungFor, topRung, widthMsAt } from './grid.ts';
import { ALL_TRAFFIC, type Grouping, groupings } from './grouping.ts';
import { type KeptKeys, type KeptNames, keepNames, keepPairs } from './kept-keys.ts';
import { Largest } from './largest.ts';
import type { RollupLimits } from './limits.ts';
import type { RequestBatch } from './request-batch.ts';
import type { FoldedInBatch, RolledBatch } from './rolled-batch.ts';

const ROUTE: number = dimensions.indexOf('route');

/** The tables of a batch that are not kept from one to the next: they are given away. */
interface BatchTables {
  readonly slices: BatchSlices;
  readonly largest: Largest;
  readonly durations: Durations;
  readonly folded: FoldedInBatch[];
}

/**
 * Rolls batches of requests up: exactly, but for keys of a grouping which has more of them than `limits.keyCap` in one
 * batch. Keeps its working space from batch to batch.
 */
export class BatchRoller {
  readonly #limits: RollupLimits;
  readonly #lines = new BatchLines();
  readonly #keys = new BatchKeys();
  readonly #pairs = new BatchPairs();
  readonly #cells = new BatchCells();
  /** By dimension the numbers of the requests' keys. */
  readonly #columns: Int32Array[] = dimensions.map(() => new Int32Array(0));
  /** The numbers of the requests' pairs; then, as for a single dimension, their slices. */
  #sliceOf = new Int32Array(0);

  constructor(limits: RollupLimits) {
    this.#limits = limits;
  }

  /** Rolls a batch up in buckets of the given rung (grid.ts), or coarser ones where its span or its cells ask for it. */
  roll(batch: RequestBatch, leastRung: number): RolledBatch {
    this.#makeRoom(batch.length);
    const coverage = coverageOf(batch);
    const { maxBuckets } = this.#limits;
    const [, , , , negatedFirst = 0, last = 0] = coverage;
    let rung =
      batch.length === 0 ? leastRung : rungFor(-negatedFirst, last, maxBuckets, leastRung);
    this.#lines.read(batch, widthMsAt(rung));
    const kept = dimensions.map((_, place) => this.#keepNames(batch, place));
    for (;;) {
      const tables = this.#newTables(rung);
      if (this.#addAll(batch, kept, tables) || rung === topRung) {
        return this.#rolled(batch, kept, { coverage, ...tables });
      }
      rung += 1;
      this.#lines.read(batch, widthMsAt(rung));
    }
  }

  #newTables(rung: number): BatchTables {
    this.#cells.clear();
    const durations = new Durations(this.#limits.maxHistograms);
    durations.followGrid(rung);
    return { slices: new BatchSlices(), largest: new Largest(), durations, folded: [] };
  }

  #keepNames(batch: RequestBatch, place: number): KeptNames {
    const column = this.#columns[place] ?? this.#sliceOf;
    const isRoute = place === ROUTE;
    const inHand = { batch, lines: this.#lines, limits: this.#limits };
    return keepNames(inHand, { place, isRoute, keys: this.#keys, column });
  }

  /** False when there are more cells than there may be. */
  #addAll(batch: RequestBatch, kept: readonly KeptNames[], tables: BatchTables): boolean {
    for (let place = 0; place < groupings.length; place++) {
      const grouping = groupings[place] as Grouping;
      if (place === ALL_TRAFFIC) this.#addAllTraffic(tables);
      else if (grouping.second < 0) this.#addDimension(place, kept, tables);
      else this.#addPairs(batch, place, kept, tables);
      this.#addLines(batch, grouping, tables);
      if (this.#cells.size > this.#limits.maxCells) return false;
    }
    return true;
  }

  #addAllTraffic({ slices }: BatchTables): void {
    this.#sliceOf.fill(slices.add(ALL_TRAFFIC, FOLDED, FOLDED), 0, this.#lines.length);
  }

  #addDimension(place: number, kept: readonly KeptNames[], tables: BatchTables): void {
    const { first } = groupings[place] as Grouping;
    const keys = kept[first];
    const column = this.#columns[first];
    if (keys === undefined || column === undefined) return;
    const { slices } = tables;
    const base = slices.end;
    for (let name = 0; name < keys.count; name++) slices.add(place, name, FOLDED);
    this.#settle({ place, column, base, keys, tables });
  }

  #addPairs(
    batch: RequestBatch,
    place: number,
    kept: readonly KeptNames[],
    tables: BatchTables,
  ): void {
    const grouping = groupings[place] as Grouping;
    const [ofFirst, ofSecond] = [kept[grouping.first], kept[grouping.second]];
    const first = this.#columns[grouping.first];
    const second = this.#columns[grouping.second];
    if (ofFirst === undefined || ofSecond === undefined) return;
    if (first === undefined || second === undefined) return;
    const inHand = { batch, lines: this.#lines, limits: this.#limits };
    const pairs = this.#pairs;
    const column = this.#sliceOf;
    const found = keepPairs(inHand, { first, second, pairs, column });
    const base = tables.slices.end;
    for (let pair = 0; pair < found.count; pair++) {
      tables.slices.add(place, pairs.firsts[pair] ?? 0, pairs.seconds[pair] ?? 0);
    }
    const keys = together(found, ofFirst, ofSecond);
    this.#settle({ place, column, base, keys, tables });
  }

  /** Turns numbers of keys into slices, those from `base` on and the OTHER of the grouping, and notes what is missing. */
  #settle({ place, column, base, keys, tables }: {
    readonly place: number;
    readonly column: Int32Array;
    readonly base: number;
    readonly keys: KeptKeys;
    readonly tables: BatchTables;
  }): void {
    const { slices, folded } = tables;
    const sliceOf = this.#sliceOf;
    let other = -1;
    for (let i = 0; i < this.#lines.length; i++) {
      const number = column[i] ?? ABSENT;
      if (number >= 0) sliceOf[i] = base + number;
      else if (number === ABSENT) sliceOf[i] = -1;
      else {
        if (other < 0) other = slices.add(place, FOLDED, FOLDED);
        sliceOf[i] = other;
      }
    }
    if (keys.folded > 0) {
      folded.push({ grouping: place, folded: keys.folded, missing: keys.missing });
    }
  }

  #addLines(batch: RequestBatch, grouping: Grouping, tables: BatchTables): void {
    this.#cells.fitSlices(tables.slices.end);
    this.#cells.add(batch, this.#lines, this.#sliceOf);
    if (grouping.keepsLargest) tables.largest.observeAll(this.#sliceOf, batch, this.#lines);
    if (grouping.keepsDurations) tables.durations.observeAll(this.#sliceOf, batch, this.#lines);
  }

  #rolled(
    batch: RequestBatch,
    kept: readonly KeptNames[],
    tables: BatchTables & { readonly coverage: Float64Array },
  ): RolledBatch {
    const { slices, largest, durations, folded, coverage } = tables;
    const cells = this.#cells;
    return {
      outOfRange: batch.outOfRange,
      coverage,
      widthMs: this.#lines.widthMs,
      firstBucket: this.#lines.firstBucket,
      names: kept.map(({ names }) => names),
      ...slices.columns(),
      longestUs: cells.longestUs.slice(0, slices.end),
      cellSlices: cells.slices.slice(0, cells.size),
      cellBuckets: cells.buckets.slice(0, cells.size),
      cells: cells.values.slice(0, cells.size * CELL_STRIDE),
      largest: largest.pack(slices.end),
      durations: durations.pack(),
      folded,
    };
  }

  #makeRoom(length: number): void {
    if (length <= this.#sliceOf.length) return;
    this.#sliceOf = new Int32Array(length);
    dimensions.forEach((_, place) => {
      this.#columns[place] = new Int32Array(length);
    });
  }
}

/** A pair is folded as well where one of its keys is: then it is no heavier than that key. */
function together(pairs: KeptKeys, first: KeptKeys, second: KeptKeys): KeptKeys {
  const missing = new Float64Array(costs.length);
  for (const { missing: more } of [pairs, first, second]) {
    more.forEach((amount, cost) => {
      missing[cost] = Math.max(missing[cost] ?? 0, amount);
    });
  }
  const folded = pairs.folded + Math.max(first.folded, second.folded);
  return { count: pairs.count, folded, missing };
}
