import { type Edge, firstStart, readActivity } from './activity.ts';
import { appendRequest, NamedBatch } from './append-request.ts';
import { ComposedColumns } from './composed-slice.ts';
import { type Cost, costs } from './cost.ts';
import type { Coverage } from './coverage.ts';
import { type Dimension, dimensions } from './dimension.ts';
import { renameRoutes } from './folding.ts';
import type { Grid, TimeSpan } from './grid.ts';
import { ALL_TRAFFIC, groupings } from './grouping.ts';
import { HeavyKeys } from './heavy-keys.ts';
import { defaultLimits, type RollupLimits } from './limits.ts';
import type { Request } from './request.ts';
import type { RequestBatch } from './request-batch.ts';
import { BatchRoller } from './roll-batch.ts';
import type { RolledBatch } from './rolled-batch.ts';
import { RouteNames } from './route-names.ts';
import { slicesNamedInBatch, slicesNamedInStore } from './same-slices.ts';
import { type SliceView, viewSlice, viewSlices } from './slice-view.ts';
import { Store } from './store.ts';

export type { SliceView } from './slice-view.ts';

/** A grouping that had more keys than it keeps. */
export interface FoldedKeys {
  readonly dimensions: readonly Dimension[];
  /** How many keys were folded; one that came back and was folded again counts twice. */
  readonly folded: number;
  /** The most that any key can miss of each cost, which OTHER then holds; in the units of sums. */
  readonly missing: Readonly<Record<Cost, number>>;
}

/**
 * Bounded, mergeable sums over requests, by slice and bucket of time: all that the analysis sees of a log.
 * The order of requests and merges does not matter, and the result is exact, until a grouping has
 * more keys than `limits.keyCap`; `limitsHit` tells. Rollups to be merged share their limits.
 */
export class Rollup {
  readonly #rolledUp: Store;
  readonly #heavyKeys: HeavyKeys;
  readonly #all: number;
  #outOfRange = 0;
  #routeNames = new RouteNames();
  readonly #limits: RollupLimits;
  readonly #composed = new ComposedColumns();
  /** Since the last change. */
  #views: readonly SliceView[] | undefined;
  /** Requests that were observed one by one and are not rolled up yet. */
  readonly #pending = new NamedBatch();
  #roller: BatchRoller | undefined;

  constructor(limits: RollupLimits = defaultLimits) {
    this.#limits = limits;
    this.#rolledUp = new Store(limits);
    this.#heavyKeys = new HeavyKeys(limits);
    this.#all = this.#rolledUp.other(ALL_TRAFFIC);
  }

  /**
   * Adds one request. A time outside 1970 to 2106 is counted in `outOfRange`, nowhere else. Requests are gathered and rolled
   * up as one batch at `endBatch`, when there are `maxBatch` of them, and when anything is asked.
   */
  observe(request: Request): void {
    const { newNames } = this.#pending;
    appendRequest(this.#pending, request, (place, name) => newNames[place]?.id(name) ?? 0);
    if (this.#pending.length >= this.#limits.maxBatch) this.endBatch();
  }

  /** Rolls up what was observed since the last time. */
  endBatch(): void {
    const pending = this.#pending;
    if (pending.length === 0 && pending.outOfRange === 0) return;
    this.addBatch(pending);
    pending.clear();
  }

  /** Adds the requests of a batch, which stays as it is. */
  addBatch(batch: RequestBatch): void {
    this.#roller ??= new BatchRoller(this.#limits);
    this.addRolled(this.#roller.roll(batch, this.#rolledUp.rung));
  }

  /** Adds a batch that was rolled up with the same limits. */
  addRolled(rolled: RolledBatch): void {
    this.#views = undefined;
    this.#outOfRange += rolled.outOfRange;
    const store = this.#rolledUp;
    store.addRolled(rolled, slicesNamedInBatch(store, rolled));
    for (const one of rolled.folded) this.#heavyKeys.addFolded(one);
    this.#keepBounds();
  }

  /** The rung of the bucket width (grid.ts); batches that are rolled up for this may be as coarse. */
  get rung(): number {
    return this.#rolledUp.rung;
  }

  /** All that was observed, rolled up and merged. */
  get #store(): Store {
    this.endBatch();
    this.#rolledUp.settle();
    return this.#rolledUp;
  }

  /** Adds everything that `other`, another rollup with the same limits, has seen; it stays as it is. */
  merge(other: Rollup): void {
    const from = other.#store;
    const to = this.#rolledUp;
    this.endBatch();
    this.#views = undefined;
    this.#outOfRange += other.#outOfRange;
    to.addStore(from, slicesNamedInStore(to, from));
    this.#heavyKeys.merge(other.#heavyKeys);
    this.#keepBounds();
  }

  /**
   * Merges the routes of folders that hold a crowd of names, such as `/user/{…}`, but for the heavy ones. Once all is
   * seen: which routes are one depends on what is there, not on the order in which it came.
   */
  mergeRoutes(): void {
    this.#views = undefined;
    this.#routeNames = this.#heavyKeys.routeNames(this.#store);
    renameRoutes(this.#store, this.#routeNames);
    this.#store.release();
  }

  /** What `mergeRoutes` called the routes; before it, all by their own names. */
  get routeNames(): RouteNames {
    return this.#routeNames;
  }

  /** The buckets from the first start to the last end; without data it has no length. */
  get grid(): Grid {
    const { widthMs, coverage } = this.#store;
    const first = Math.floor(coverage.firstStartUs / 1000 / widthMs);
    const last = Math.floor(coverage.lastEndUs / 1000 / widthMs);
    if (!(last >= first)) return { originMs: 0, widthMs, length: 0 };
    return { originMs: first * widthMs, widthMs, length: last - first + 1 };
  }

  /** From the first start to the last end; undefined without data. */
  get span(): TimeSpan | undefined {
    const { firstStartUs, lastEndUs } = this.#store.coverage;
    if (lastEndUs < firstStartUs) return undefined;
    return { fromMs: firstStartUs / 1000, toMs: lastEndUs / 1000 };
  }

  /** What all requests together carry. */
  get coverage(): Coverage {
    return this.#store.coverage;
  }

  /** Whether any request has a known duration. */
  get hasDurations(): boolean {
    return this.coverage.timed > 0;
  }

  /** Requests that were left out since their time lies outside 1970 to 2106. */
  get outOfRange(): number {
    this.endBatch();
    return this.#outOfRange;
  }

  /** Cells in use: what the memory taken grows with. */
  get cellCount(): number {
    return this.#store.cells.size;
  }

  /** Slots of durations and sizes in use, which memory grows with as well. */
  get slotCount(): number {
    return this.#store.distributions.size;
  }

  /** Which dimensions, or pairs, had more keys than are kept: `client`, `route and client`. */
  get limitsHit(): readonly string[] {
    const folded = this.foldedKeys.filter((one) => one.folded > 0);
    return folded.map((one) => one.dimensions.join(' and '));
  }

  /** Groupings of which keys were folded, or pairs of folded keys, in the order of `groupings`. */
  get foldedKeys(): readonly FoldedKeys[] {
    this.endBatch();
    return groupings.flatMap((grouping, place) => {
      const folded = this.#heavyKeys.folded(place);
      const missing = costs.map((cost, at) => [cost, this.#heavyKeys.error(place, at)] as const);
      if (folded === 0 && missing.every(([, most]) => most === 0)) return [];
      return [
        {
          dimensions: grouping.dimensions,
          folded,
          missing: Object.fromEntries(missing) as Record<Cost, number>,
        },
      ];
    });
  }

  /** Whether any request names this dimension. */
  carries(dimension: Dimension): boolean {
    const place = ALL_TRAFFIC + 1 + dimensions.indexOf(dimension);
    const { slices } = this.#store;
    return slices.liveCount(place) > 0 || slices.findOther(place) >= 0;
  }

  allTraffic(): SliceView {
    return viewSlice(this.#store, this.#all);
  }

  /** All slices but all traffic, in an order that depends on their names alone. */
  slices(): readonly SliceView[] {
    const store = this.#store;
    this.#views ??= viewSlices(store);
    return this.#views;
  }

  /**
   * One cost of a slice in each bucket of `grid`, or of a part of it. Requests (by start or by end, as `edge` says), bytes,
   * aborts and errors (by end) are sums. `in-flight` is the mean number of requests in flight and
   * `held-bytes` the mean of the bytes of those in flight; requests of unknown duration add nothing.
   */
  activity(
    slice: SliceView,
    cost: Cost,
    edge: Edge = 'start',
    part: Grid = this.grid,
  ): Float64Array {
    const { cells } = this.#store;
    const { parts } = slice;
    if (parts === undefined) {
      return readActivity(cells.settled, { plus: [slice.id], minus: [] }, part, cost, edge);
    }
    const { grid } = this;
    const whole = this.#composed.of(slice, `${cost} ${edge}`, () =>
      readActivity(cells.settled, parts, grid, cost, edge),
    );
    const from = (part.originMs - grid.originMs) / grid.widthMs;
    return whole.subarray(from, from + part.length);
  }

  /** The bucket of `grid` in which the first request of a slice started; undefined for what is composed. */
  firstBucket({ id, parts }: SliceView): number | undefined {
    if (parts !== undefined) return undefined;
    const { originMs, widthMs } = this.grid;
    const bucket = firstStart(this.#store.cells.settled, id);
    return bucket === undefined ? undefined : bucket - originMs / widthMs;
  }

  /** The offsets of the lines that stand for the largest requests of any slice, of all inputs. */
  offsetsOfLargest(): ReadonlySet<number> {
    this.endBatch();
    return this.#rolledUp.largest.offsets();
  }

  /** The activity of all traffic; exact whatever was folded. */
  total(cost: Cost, edge: Edge = 'start', part: Grid = this.grid): Float64Array {
    return readActivity(
      this.#store.cells.settled,
      { plus: [this.#all], minus: [] },
      part,
      cost,
      edge,
    );
  }

  /**
   * The duration in milliseconds that the share `quantile` (0 to 1) of a route's requests stays below, within
   * `quantileError`. Takes the requests that ended in chunks of `quantileChunkMs` which reach into the span.
   * Undefined when there are none, and for slices that are not one route.
   */
  durationQuantile(slice: SliceView, quantile: number, span: TimeSpan): number | undefined {
    const us = this.#store.distributions.quantile(slice.id, 'duration', quantile, span);
    return us === undefined ? undefined : us / 1000;
  }

  /** The same of the bytes that requests sent, where they tell. */
  sizeQuantile(slice: SliceView, quantile: number, span: TimeSpan): number | undefined {
    return this.#store.distributions.quantile(slice.id, 'size', quantile, span);
  }

  /** The resolution in time of quantiles, milliseconds. */
  get quantileChunkMs(): number {
    return this.#store.distributions.chunkMs;
  }

  /** The most that a quantile is off, as a share of it: 0.01, but where the limits leave room for less. */
  get quantileError(): number {
    return this.#store.distributions.relativeError;
  }

  #keepBounds(): void {
    const store = this.#rolledUp;
    for (let place = ALL_TRAFFIC + 1; place < groupings.length; place++) {
      this.#heavyKeys.keepBound(store, place);
    }
    store.release();
    store.keepCellBound();
  }
}
