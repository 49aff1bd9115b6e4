import { BatchAtoms } from './batch-atoms.ts';
import { BatchCells } from './batch-cells.ts';
import { BatchKeys, BatchPairs, FOLDED } from './batch-keys.ts';
import { BatchLines } from './batch-lines.ts';
import { BatchRest } from './batch-rest.ts';
import { BatchResults } from './batch-results.ts';
import { type BatchRows, LineRows } from './batch-rows.ts';
import { BatchShares } from './batch-shares.ts';
import { BatchSlices } from './batch-slices.ts';
import { raise } from './columns.ts';
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
import { type PlacedKeys, restOf, slicesOfRows } from './slices-of-rows.ts';

const ROUTE: number = dimensions.indexOf('route');
/** Of so many requests a bucket OTHER is told by all traffic (batch-rest.ts). */
const REQUESTS_A_BUCKET = 4;
/** All traffic comes first. */
const ALL_TRAFFIC_SLICE = 0;
/** Buckets in which the bursts of a batch are looked for, at most. */
const BURST_BUCKETS = 32;

/** The tables of a batch that are not kept from one to the next: they are given away. */
interface BatchTables {
  readonly slices: BatchSlices;
  readonly largest: Largest;
  readonly distributions: Distributions;
  readonly folded: FoldedInBatch[];
}

interface Rungs {
  /** Of the buckets in which bursts are looked for, and of those in which the batch will be kept. */
  readonly burstRung: number;
  readonly wantedRung: number;
}

interface RowSlices {
  readonly base: number;
  readonly end: number;
  /** The slice of all rows that are in none of the others, where every row is in one; or -1. */
  readonly rest: number;
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
  /** Those of one grouping. */
  readonly #cells = new BatchCells();
  readonly #rest = new BatchRest();
  readonly #results = new BatchResults();
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
      const tables = this.#newTables(rung, { burstRung, wantedRung });
      const most = rung < topRung ? this.#limits.maxBatchCells : Number.POSITIVE_INFINITY;
      if (this.#addAll(batch, shares, kept, { ...tables, most })) {
        return this.#rolled(batch, kept, { coverage, ...tables });
      }
      rung += 1;
      this.#lines.read(batch, covered, widthMsAt(rung));
    }
  }

  #newTables(rung: number, { burstRung, wantedRung }: Rungs): BatchTables {
    const { widthMs, firstBucket } = this.#lines;
    const ratio = Math.max(1, widthMsAt(burstRung) / widthMs);
    const keptWidthMs = Math.max(widthMs, widthMsAt(wantedRung));
    this.#results.begin({ widthMs, keptWidthMs, firstBucket, ratio });
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
        const numbers = lines.columns[grouping.first];
        if (rows !== lines && numbers !== undefined) {
          slicesOfRows(numbers, lines.length, placed, this.#sliceOf);
        }
        this.#addLists(batch, grouping, tables);
      }
      if (this.#results.size > most) return false;
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
    if (place === ALL_TRAFFIC) {
      this.#sliceOf.fill(slices.add(ALL_TRAFFIC, FOLDED, FOLDED), 0, rows.length);
      this.#addRows(rows, { base, end: slices.end, rest: -1 });
      return { base, other: -1 };
    }
    const numbers = this.#keepKeys(rows, place, kept, tables);
    const placed = { base, other: slices.end };
    const counts = slicesOfRows(numbers, rows.length, placed, this.#sliceOf);
    if (counts.folded > 0) slices.add(place, FOLDED, FOLDED);
    const rest = this.#hasRest ? restOf(placed, counts) : -1;
    if (slices.end > base) this.#addRows(rows, { base, end: slices.end, rest });
    return placed;
  }

  /** Whether what all traffic has beyond some slices is worth asking for: there must be far more requests than buckets. */
  get #hasRest(): boolean {
    return this.#lines.length > REQUESTS_A_BUCKET * this.#lines.bucketCount;
  }

  /** Adds rows to their slices, which are those from `base` up to `end`. */
  #addRows(rows: BatchRows, { base, end, rest }: RowSlices): void {
    const cells = this.#cells;
    cells.open(base, end, this.#lines.bucketCount);
    rows.addTo(cells, this.#sliceOf, rest);
    if (base === ALL_TRAFFIC_SLICE && this.#hasRest) this.#rest.takeAll(cells);
    if (rest >= 0) this.#rest.addTo(cells, rest);
    this.#results.take(cells);
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

  #addLists(batch: RequestBatch, grouping: Grouping, tables: BatchTables): void {
    if (grouping.keepsLargest) tables.largest.observeAll(this.#sliceOf, batch, this.#lines);
    if (grouping.keepsDistributions) {
      tables.distributions.observeAll(this.#sliceOf, batch, this.#lines);
    }
  }

  #rolled(
    batch: RequestBatch,
    kept: readonly KeptNames[],
    tables: BatchTables & { readonly coverage: Float64Array },
  ): RolledBatch {
    const { slices, largest, distributions, folded, coverage } = tables;
    return {
      outOfRange: batch.outOfRange,
      coverage,
      names: kept.map(({ names }) => names),
      ...slices.columns(),
      ...this.#results.results(),
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

/** A pair misses something as well where one of its keys was folded: no more than that key had. */
function together(pairs: KeptKeys, first: KeptKeys, second: KeptKeys): KeptKeys {
  const missing = new Float64Array(costs.length);
  for (const { missing: more } of [pairs, first, second]) {
    for (let cost = 0; cost < costs.length; cost++) raise(missing, cost, more[cost] ?? 0);
  }
  return { count: pairs.count, folded: pairs.folded, missing };
}
