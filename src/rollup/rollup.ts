import { type Edge, readActivity } from './activity.ts';
import { type Cost, costs } from './cost.ts';
import { type Dimension, dimensions } from './dimension.ts';
import { renameRoutes } from './folding.ts';
import type { Grid, TimeSpan } from './grid.ts';
import { ALL_TRAFFIC, groupingAt, groupings } from './grouping.ts';
import { HeavyKeys } from './heavy-keys.ts';
import { defaultLimits, type RollupLimits } from './limits.ts';
import { Observation } from './observation.ts';
import type { Request } from './request.ts';
import { RouteNames } from './route-names.ts';
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
  readonly #store: Store;
  readonly #heavyKeys: HeavyKeys;
  readonly #all: number;
  #outOfRange = 0;
  #routeNames = new RouteNames();
  readonly #observed = new Observation();
  /** The keys of the request in hand by dimension, -1 where it has none. */
  readonly #requestKeys = new Int32Array(dimensions.length);

  constructor(limits: RollupLimits = defaultLimits) {
    this.#store = new Store(limits);
    this.#heavyKeys = new HeavyKeys(limits);
    this.#all = this.#store.other(ALL_TRAFFIC);
  }

  /** Adds one request. A time outside 1970 to 2106 is counted in `outOfRange`, nowhere else. */
  observe(request: Request): void {
    const observed = this.#observed;
    if (!observed.take(request)) {
      this.#outOfRange++;
      return;
    }
    this.#fitSpan(observed.startUs, observed.endUs);
    const { created } = this.#store.slices;
    this.#takeKeys(request);
    this.#store.observe(ALL_TRAFFIC, this.#all, observed);
    for (let place = ALL_TRAFFIC + 1; place < groupings.length; place++) {
      const { first, second } = groupingAt(place);
      const firstKey = this.#requestKeys[first] ?? -1;
      const secondKey = this.#requestKeys[second] ?? -1;
      if (firstKey < 0 || (second >= 0 && secondKey < 0)) continue;
      const slice = this.#store.slice(place, firstKey, second < 0 ? undefined : secondKey);
      this.#store.observe(place, slice, observed);
    }
    if (this.#store.slices.created !== created) this.#keepBounds();
    else this.#store.fitCells();
  }

  /** Adds everything that `other`, another rollup with the same limits, has seen; it stays as it is. */
  merge(other: Rollup): void {
    const from = other.#store;
    this.#outOfRange += other.#outOfRange;
    this.#store.fitWidth(from);
    const { summaries } = from;
    this.#fitSpan(summaries.firstStartUs(other.#all), summaries.lastEndUs(other.#all));
    groupings.forEach((_, place) => {
      for (const slice of from.slices.members(place)) {
        this.#store.pourSlice(this.#counterpart(from, place, slice), from, slice);
        this.#store.fitCells();
      }
    });
    this.#heavyKeys.merge(other.#heavyKeys);
    this.#keepBounds();
  }

  /**
   * Merges the routes of folders that hold a crowd of names, such as `/user/{…}`, but for the heavy ones. Once all is
   * seen: which routes are one depends on what is there, not on the order in which it came.
   */
  mergeRoutes(): void {
    this.#routeNames = this.#heavyKeys.routeNames(this.#store);
    renameRoutes(this.#store, this.#routeNames);
  }

  /** What `mergeRoutes` called the routes; before it, all by their own names. */
  get routeNames(): RouteNames {
    return this.#routeNames;
  }

  /** The buckets from the first start to the last end; without data it has no length. */
  get grid(): Grid {
    const { widthMs, summaries } = this.#store;
    const first = Math.floor(summaries.firstStartUs(this.#all) / 1000 / widthMs);
    const last = Math.floor(summaries.lastEndUs(this.#all) / 1000 / widthMs);
    if (last < first) return { originMs: 0, widthMs, length: 0 };
    return { originMs: first * widthMs, widthMs, length: last - first + 1 };
  }

  /** From the first start to the last end; undefined without data. */
  get span(): TimeSpan | undefined {
    const { firstStartMs, lastEndMs } = this.allTraffic().summary;
    if (firstStartMs === undefined || lastEndMs === undefined) return undefined;
    return { fromMs: firstStartMs, toMs: lastEndMs };
  }

  /** Whether any request has a known duration; `allTraffic().summary.timed` tells how many. */
  get hasDurations(): boolean {
    return this.allTraffic().summary.timed > 0;
  }

  /** Requests that were left out since their time lies outside 1970 to 2106. */
  get outOfRange(): number {
    return this.#outOfRange;
  }

  /** Cells in use: what the memory taken grows with. */
  get cellCount(): number {
    return this.#store.cells.size;
  }

  /** Which dimensions, or pairs, had more keys than are kept: `client`, `route and client`. */
  get limitsHit(): readonly string[] {
    return this.foldedKeys.map((one) => one.dimensions.join(' and '));
  }

  /** Groupings of which keys were folded into OTHER, in the order of `groupings`. */
  get foldedKeys(): readonly FoldedKeys[] {
    return groupings.flatMap((grouping, place) => {
      const folded = this.#heavyKeys.folded(place);
      if (folded === 0) return [];
      const missing = costs.map((cost, at) => [cost, this.#heavyKeys.error(place, at)] as const);
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
    return viewSlices(this.#store);
  }

  /**
   * One cost of a slice in each bucket of `grid`. Requests (by start or by end, as `edge` says), bytes,
   * aborts and errors (by end) are sums. `in-flight` is the mean number of requests in flight and
   * `held-bytes` the mean of the bytes of those in flight; requests of unknown duration add nothing.
   */
  activity(slice: SliceView, cost: Cost, edge: Edge = 'start'): Float64Array {
    return readActivity(this.#store.cells, slice.id, this.grid, cost, edge);
  }

  /** The activity of all traffic; exact whatever was folded. */
  total(cost: Cost, edge: Edge = 'start'): Float64Array {
    return readActivity(this.#store.cells, this.#all, this.grid, cost, edge);
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

  #takeKeys(request: Request): void {
    for (let place = 0; place < dimensions.length; place++) {
      const dimension = dimensions[place];
      const value = dimension === undefined ? undefined : request.dimensions[dimension];
      this.#requestKeys[place] =
        value === undefined ? -1 : this.#store.slices.keys.id(place, value);
    }
  }

  /** The slice here with the name that `slice` has in `from`. */
  #counterpart(from: Store, grouping: number, slice: number): number {
    if (from.slices.isOther(slice)) return this.#store.other(grouping);
    const { first, second } = groupingAt(grouping);
    const [firstKey = -1, secondKey = -1] = from.slices.keysOf(slice);
    const { keys } = this.#store.slices;
    return this.#store.slice(
      grouping,
      keys.id(first, from.slices.keys.text(firstKey)),
      second < 0 ? undefined : keys.id(second, from.slices.keys.text(secondKey)),
    );
  }

  #fitSpan(fromUs: number, toUs: number): void {
    const { summaries } = this.#store;
    const first = Math.min(fromUs, summaries.firstStartUs(this.#all));
    const last = Math.max(toUs, summaries.lastEndUs(this.#all));
    if (first <= last) this.#store.fitSpan(first, last);
  }

  #keepBounds(): void {
    for (let place = ALL_TRAFFIC + 1; place < groupings.length; place++) {
      this.#heavyKeys.keepBound(this.#store, place);
    }
    this.#store.fitCells();
  }
}
