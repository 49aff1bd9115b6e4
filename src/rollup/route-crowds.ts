import { costs } from './cost.ts';
import { crowdedFolders } from './crowded-folders.ts';
import { dimensions } from './dimension.ts';
import { groupings } from './grouping.ts';
import { foldedNames } from './light-routes.ts';
import type { RouteNames } from './route-names.ts';
import type { Store } from './store.ts';

/** A folder with so many names holds things of one kind: users, articles (method.md 3.2, as Sentry's clusterer has it). */
export const CROWD = 100;
/** A name with this share of any cost of its folder keeps it (method.md 3.2). */
export const HEAVY_SHARE = 0.05;

const ROUTE_DIMENSION: number = dimensions.indexOf('route');
/** The grouping by route alone: what it holds decides which routes are one. */
export const BY_ROUTE: number = groupings.findIndex(
  ({ first, second }) => first === ROUTE_DIMENSION && second < 0,
);
/** The groupings by route, alone or first of a pair. */
export const byRoute: readonly number[] = [...groupings.keys()].filter(
  (place) => groupings[place]?.first === ROUTE_DIMENSION,
);

export interface RouteWeighing {
  /** The most that a route can miss of each cost. */
  readonly missing: ArrayLike<number>;
  /** The highest bursts of a slice. */
  peaksOf(slice: number): ArrayLike<number>;
}

/** What the routes of a store are called. */
export function routeNamesIn(store: Store, { missing, peaksOf }: RouteWeighing): RouteNames {
  const slices = store.slices.members(BY_ROUTE).filter((slice) => !store.slices.isOther(slice));
  return crowdedFolders(
    {
      routes: slices.map((slice) => routeOfSlice(store, slice)),
      weigh: (place) => {
        const slice = slices[place] ?? 0;
        return { sums: costsOf(store, slice), peaks: peaksOf(slice) };
      },
    },
    { crowd: CROWD, heavyShare: HEAVY_SHARE, missing },
  );
}

/** What the routes of light slices are called when they cannot be kept apart. */
export function foldedNamesIn(store: Store, slices: readonly number[]): RouteNames {
  return foldedNames({
    routes: slices.map((slice) => routeOfSlice(store, slice)),
    costsOf: (place) => costsOf(store, slices[place] ?? 0),
  });
}

export function routeOfSlice({ slices }: Store, slice: number): string {
  const [route = -1] = slices.keysOf(slice);
  return slices.keys.text(route);
}

function costsOf({ summaries }: Store, slice: number): number[] {
  return costs.map((_, cost) => summaries.sum(slice, cost));
}
