import { BatchCells } from './batch-cells.ts';
import { ABSENT, BatchKeys, BatchPairs, FOLDED } from './batch-keys.ts';
import { BatchLines } from './batch-lines.ts';
import { batchPeaks } from './batch-peaks.ts';
import { BatchSlices } from './batch-slices.ts';
import { batchSums } from './batch-sums.ts';
import { costs } from './cost.ts';
import { coverageOf } from './coverage.ts';
import { dimensions } from './dimension.ts';
import { Distributions } from './distributions.ts';
import { rungFor, topRung, widthMsAt } from './grid.ts';
import { ALL_TRAFFIC, type Grouping, groupings } from './grouping.ts';
import { type KeptKeys, type KeptNames, keepNames, keepPairs } from './kept-keys.ts';
import { Largest } from './largest.ts';
import type { RollupLimits } from './limits.ts';
import type { RequestBatch } from './request-batch.ts';
import type { FoldedInBatch, RolledBatch } from './rolled-batch.ts';

const ROUTE: number = dimensions.indexOf('route');
/** Buckets in which the bursts of a batch are looked for, at most. */
const BURST_BUCKETS = 64;

/** The tables of a batch that are not kept from one to the next: they are given away. */
interface BatchTables {
  readonly slices: BatchSlices;
  readonly largest: Largest;
  readonly distributions: Distributions;
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

  /**
   * Rolls a batch up in buckets of the rung (grid.ts) in which it will be kept; coarser ones where its span or its cells ask
   * for it, finer ones where that were too coarse to tell its bursts.
   */
  roll(batch: RequestBatch, wantedRung: number): RolledBatch {
    this.#makeRoom(batch.length);
    const coverage = coverageOf(batch);
    const { maxBuckets } = this.#limits;
    const [, , , , negatedFirst = 0, last = 0] = coverage;
    const isEmpty = batch.length === 0;
    const burstRung = isEmpty ? 0 : rungFor(-negatedFirst, last, BURST_BUCKETS);
    let rung = isEmpty ? 0 : rungFor(-negatedFirst, last, maxBuckets);
    rung = Math.max(rung, Math.min(wantedRung, burstRung));
    this.#lines.read(batch, widthMsAt(rung));
    const kept = dimensions.map((_, place) => this.#keepNames(batch, place));
    for (;;) {
      const tables = this.#newTables(rung);
      const most = rung < topRung ? this.#limits.maxCells : Number.POSITIVE_INFINITY;
      if (this.#addAll(batch, kept, { ...tables, most })) {
        return this.#rolled(batch, kept, { coverage, burstRung, ...tables });
      }
      rung += 1;
      this.#lines.read(batch, widthMsAt(rung));
    }
  }

  #newTables(rung: number): BatchTables {
    this.#cells.clear();
    const distributions = new Distributions(this.#limits.maxSketchSlots);
    distributions.followGrid(rung);
    return { slices: new BatchSlices(), largest: new Largest(), distributions, folded: [] };
  }

  #keepNames(batch: RequestBatch, place: number): KeptNames {
    const column = this.#columns[place] ?? this.#sliceOf;
    const isRoute = place === ROUTE;
    const inHand = { batch, lines: this.#lines, limits: this.#limits };
    return keepNames(inHand, { place, isRoute, keys: this.#keys, column });
  }

  /** False as soon as there are more cells than `most`. */
  #addAll(
    batch: RequestBatch,
    kept: readonly KeptNames[],
    { most, ...tables }: BatchTables & { readonly most: number },
  ): boolean {
    for (let place = 0; place < groupings.length; place++) {
      const grouping = groupings[place] as Grouping;
      if (place === ALL_TRAFFIC) this.#addAllTraffic(tables);
      else if (grouping.second < 0) this.#addDimension(place, kept, tables);
      else this.#addPairs(batch, place, kept, tables);
      this.#addLines(batch, grouping, tables);
      if (this.#cells.size > most) return false;
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
  #settle({
    place,
    column,
    base,
    keys,
    tables,
  }: {
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
    if (keys.folded > 0 || keys.missing.some((amount) => amount > 0)) {
      folded.push({ grouping: place, folded: keys.folded, missing: keys.missing });
    }
  }

  #addLines(batch: RequestBatch, grouping: Grouping, tables: BatchTables): void {
    this.#cells.fitSlices(tables.slices.end);
    this.#cells.add(batch, this.#lines, this.#sliceOf);
    if (grouping.keepsLargest) tables.largest.observeAll(this.#sliceOf, batch, this.#lines);
    if (grouping.keepsDistributions)
      tables.distributions.observeAll(this.#sliceOf, batch, this.#lines);
  }

  #rolled(
    batch: RequestBatch,
    kept: readonly KeptNames[],
    tables: BatchTables & { readonly coverage: Float64Array; readonly burstRung: number },
  ): RolledBatch {
    const { slices, largest, distributions, folded, coverage, burstRung } = tables;
    const { widthMs, firstBucket } = this.#lines;
    const ratio = Math.max(1, widthMsAt(burstRung) / widthMs);
    return {
      outOfRange: batch.outOfRange,
      coverage,
      names: kept.map(({ names }) => names),
      ...slices.columns(),
      sums: batchSums(this.#cells, slices.end, widthMs),
      peaks: batchPeaks(this.#cells, { end: slices.end, firstBucket, ratio }),
      cells: this.#cells.run(firstBucket, widthMs),
      largest: largest.pack(slices.end),
      distributions: distributions.pack(),
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

/** A pair misses something as well where one of its keys was folded: no more than that key had. */
function together(pairs: KeptKeys, first: KeptKeys, second: KeptKeys): KeptKeys {
  const missing = new Float64Array(costs.length);
  for (const { missing: more } of [pairs, first, second]) {
    more.forEach((amount, cost) => {
      missing[cost] = Math.max(missing[cost] ?? 0, amount);
    });
  }
  return { count: pairs.count, folded: pairs.folded, missing };
}
