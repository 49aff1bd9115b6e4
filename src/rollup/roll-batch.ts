import { BatchAtoms } from './batch-atoms.ts';
import { BatchCells } from './batch-cells.ts';
import { ABSENT, BatchKeys, BatchPairs, FOLDED } from './batch-keys.ts';
import { BatchLines } from './batch-lines.ts';
import { orderOf } from './batch-order.ts';
import { batchPeaks } from './batch-peaks.ts';
import { type BatchRows, LineRows } from './batch-rows.ts';
import { batchRun } from './batch-run.ts';
import { BatchShares } from './batch-shares.ts';
import { BatchSlices } from './batch-slices.ts';
import { batchSums } from './batch-sums.ts';
import { costs } from './cost.ts';
import { coverageOf, readCoverage } from './coverage.ts';
import { dimensions } from './dimension.ts';
import { Distributions } from './distributions.ts';
import { rungFor, topRung, widthMsAt } from './grid.ts';
import { ALL_TRAFFIC, atomDimensions, type Grouping, groupings } from './grouping.ts';
import { type KeptKeys, type KeptNames, keepNames, keepPairs } from './kept-keys.ts';
import { Largest } from './largest.ts';
import type { RollupLimits } from './limits.ts';
import type { RequestBatch } from './request-batch.ts';
import type { FoldedInBatch, RolledBatch } from './rolled-batch.ts';

const ROUTE: number = dimensions.indexOf('route');
/** Buckets in which the bursts of a batch are looked for, at most. */
const BURST_BUCKETS = 32;

/** The tables of a batch that are not kept from one to the next: they are given away. */
interface BatchTables {
  readonly slices: BatchSlices;
  readonly largest: Largest;
  readonly distributions: Distributions;
  readonly folded: FoldedInBatch[];
}

/** Where the slices of a grouping are: that of key n is `base + n`. */
interface PlacedKeys {
  readonly base: number;
  /** The slice of folded keys, or -1. */
  readonly other: number;
  /** Of a single dimension its place in `dimensions`; -1 where the numbers of the rows' keys are in hand. */
  readonly dimension: number;
}

const NO_NAMES: KeptNames = {
  names: [],
  count: 0,
  folded: 0,
  missing: new Float64Array(costs.length),
};

/** By grouping the place in `atomDimensions` that tells all of its dimensions, or -1. */
const atomsOf: readonly number[] = groupings.map(({ dimensions: names }) =>
  atomDimensions.findLastIndex((all) => names.every((name) => all.dimensions.includes(name))),
);

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
  readonly #atoms = atomDimensions.map(
    (all) => new BatchAtoms(all.dimensions.map((name) => dimensions.indexOf(name))),
  );
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
    const covered = readCoverage(coverage);
    const { firstStartUs, lastEndUs } = covered;
    const isEmpty = batch.length === 0;
    const burstRung = isEmpty ? 0 : rungFor(firstStartUs, lastEndUs, BURST_BUCKETS);
    let rung = isEmpty ? 0 : rungFor(firstStartUs, lastEndUs, maxBuckets);
    rung = Math.max(rung, Math.min(wantedRung, burstRung));
    this.#lines.read(batch, covered, widthMsAt(rung));
    const shares = new BatchShares(batch, this.#lines);
    const kept = dimensions.map((_, place) => this.#keepNames(batch, shares, place));
    for (;;) {
      const tables = this.#newTables(rung);
      const most = rung < topRung ? this.#limits.maxBatchCells : Number.POSITIVE_INFINITY;
      if (this.#addAll(batch, shares, kept, { ...tables, most })) {
        return this.#rolled(batch, kept, { coverage, burstRung, ...tables });
      }
      rung += 1;
      this.#lines.read(batch, covered, widthMsAt(rung));
    }
  }

  #newTables(rung: number): BatchTables {
    this.#cells.clear(this.#lines.bucketCount);
    const distributions = new Distributions(this.#limits.maxSketchSlots);
    distributions.followGrid(rung);
    return { slices: new BatchSlices(), largest: new Largest(), distributions, folded: [] };
  }

  #keepNames(batch: RequestBatch, shares: BatchShares, place: number): KeptNames {
    const column = this.#columns[place] ?? this.#sliceOf;
    const isRoute = place === ROUTE;
    const inHand = { batch, shares, limits: this.#limits };
    return keepNames(inHand, { place, isRoute, keys: this.#keys, column });
  }

  /** False as soon as there are more cells than `most`. */
  #addAll(
    batch: RequestBatch,
    shares: BatchShares,
    kept: readonly KeptNames[],
    { most, ...tables }: BatchTables & { readonly most: number },
  ): boolean {
    const lines = new LineRows(batch, this.#lines, shares, this.#columns);
    const counts = kept.map(({ count }) => count);
    const { widthMs, bucketCount } = this.#lines;
    const known = { counts, totals: shares.totals, widthMs, bucketCount };
    // What has too many combinations is told by the requests.
    const atoms: BatchRows[] = [];
    this.#atoms.forEach((one, at) => {
      const from = atoms[atomDimensions[at]?.of ?? -1] ?? lines;
      atoms.push(one.read(from, known) ? one : lines);
    });
    for (let place = 0; place < groupings.length; place++) {
      const grouping = groupings[place] as Grouping;
      const rows = atoms[atomsOf[place] ?? -1] ?? lines;
      const placed = this.#addGrouping(rows, place, kept, tables);
      if (grouping.keepsLargest || grouping.keepsDistributions) {
        if (rows !== lines) this.#settle(lines, placed);
        this.#addLists(batch, grouping, tables);
      }
      if (this.#cells.size > most) return false;
    }
    return true;
  }

  /** Adds rows to the slices of a grouping; says where those are. */
  #addGrouping(
    rows: BatchRows,
    place: number,
    kept: readonly KeptNames[],
    tables: BatchTables,
  ): PlacedKeys {
    const { slices } = tables;
    const base = slices.end;
    const grouping = groupings[place] as Grouping;
    let placed: PlacedKeys;
    let rest = -1;
    if (place === ALL_TRAFFIC) {
      this.#sliceOf.fill(slices.add(ALL_TRAFFIC, FOLDED, FOLDED), 0, rows.length);
      placed = { base: 0, other: -1, dimension: -1 };
    } else {
      const column = this.#keepKeys(rows, place, kept, tables);
      const other = holdsFolded(column, rows.length) ? slices.add(place, FOLDED, FOLDED) : -1;
      placed = { base, other, dimension: grouping.second < 0 ? grouping.first : -1 };
      if (this.#settle(rows, placed) === 0) rest = other;
    }
    this.#cells.openSlices(slices.end);
    rows.addTo(this.#cells, this.#sliceOf, rest);
    return placed;
  }

  /** Makes slices of the keys that a grouping keeps; gives the numbers of the rows' keys. */
  #keepKeys(
    rows: BatchRows,
    place: number,
    kept: readonly KeptNames[],
    { slices, folded }: BatchTables,
  ): Int32Array {
    const grouping = groupings[place] as Grouping;
    const ofFirst = kept[grouping.first] ?? NO_NAMES;
    if (grouping.second < 0) {
      for (let name = 0; name < ofFirst.count; name++) slices.add(place, name, FOLDED);
      noteFolded(folded, place, ofFirst);
      return rows.columns[grouping.first] ?? this.#sliceOf;
    }
    const pairs = this.#pairs;
    const column = this.#sliceOf;
    const found = keepPairs(rows, grouping, {
      pairs,
      column,
      limits: this.#limits,
      requests: this.#lines.length,
    });
    for (let pair = 0; pair < found.count; pair++) {
      slices.add(place, pairs.firsts[pair] ?? 0, pairs.seconds[pair] ?? 0);
    }
    noteFolded(folded, place, together(found, ofFirst, kept[grouping.second] ?? NO_NAMES));
    return column;
  }

  /** Turns the numbers of rows' keys into slices; returns how many rows have none. */
  #settle(rows: BatchRows, { base, other, dimension }: PlacedKeys): number {
    let absent = 0;
    const numbers = rows.columns[dimension] ?? this.#sliceOf;
    const sliceOf = this.#sliceOf;
    for (let row = 0; row < rows.length; row++) {
      const number = numbers[row] ?? ABSENT;
      sliceOf[row] = number >= 0 ? base + number : number === ABSENT ? -1 : other;
      if (number === ABSENT) absent += 1;
    }
    return absent;
  }

  #addLists(batch: RequestBatch, grouping: Grouping, tables: BatchTables): void {
    if (grouping.keepsLargest) tables.largest.observeAll(this.#sliceOf, batch, this.#lines);
    if (grouping.keepsDistributions) {
      tables.distributions.observeAll(this.#sliceOf, batch, this.#lines);
    }
  }

  #rolled(
    batch: RequestBatch,
    kept: readonly KeptNames[],
    tables: BatchTables & { readonly coverage: Float64Array; readonly burstRung: number },
  ): RolledBatch {
    const { slices, largest, distributions, folded, coverage, burstRung } = tables;
    const { widthMs, firstBucket } = this.#lines;
    const ratio = Math.max(1, widthMsAt(burstRung) / widthMs);
    const order = orderOf(this.#cells);
    return {
      outOfRange: batch.outOfRange,
      coverage,
      names: kept.map(({ names }) => names),
      ...slices.columns(),
      sums: batchSums(this.#cells, widthMs),
      peaks: batchPeaks(this.#cells, { order, firstBucket, ratio }),
      cells: batchRun(this.#cells, { order, firstBucket, widthMs }),
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

function noteFolded(to: FoldedInBatch[], grouping: number, { folded, missing }: KeptKeys): void {
  if (folded > 0 || missing.some((amount) => amount > 0)) to.push({ grouping, folded, missing });
}

function holdsFolded(column: Int32Array, length: number): boolean {
  for (let row = 0; row < length; row++) if (column[row] === FOLDED) return true;
  return false;
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
