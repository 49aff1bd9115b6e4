import { groupingAt } from './grouping.ts';
import { BY_ROUTE, byRoute, foldedNamesIn, routeOfSlice } from './route-crowds.ts';
import type { RouteNames } from './route-names.ts';
import type { Store } from './store.ts';

/**
 * Folds the light slices of a grouping. A route goes into the merged route of its folder, so that a hundred thousand
 * made-up names under `/user/` are told as `/user/{…}` and not lost among all others; of a pair the route does. What
 * no other slice joins, and all slices without a route, go into the OTHER of the grouping: at most half as many slices
 * are left as there were. `current` tells what routes are called now.
 */
export function fold(
  store: Store,
  grouping: number,
  light: readonly number[],
  current: () => RouteNames,
): void {
  const lone = byRoute.includes(grouping) ? foldRoutes(store, grouping, light, current) : light;
  if (lone.length === 0) return;
  const other = store.other(grouping);
  for (const slice of lone) store.move(slice, other);
}

/** Gives every slice of a route the name that the route has now; those of one name become one. */
export function renameRoutes(store: Store, names: RouteNames): void {
  for (const grouping of byRoute) {
    for (const slice of store.slices.members(grouping)) {
      if (store.slices.isOther(slice)) continue;
      const route = routeOfSlice(store, slice);
      const name = names.nameOf(route);
      if (name !== route) move(store, slice, sliceNamed(store, { grouping, slice, name }));
    }
  }
}

/** Gives the slices that nothing joins. */
function foldRoutes(
  store: Store,
  grouping: number,
  light: readonly number[],
  current: () => RouteNames,
): readonly number[] {
  const lone: number[] = [];
  for (const { name, slices } of families(store, grouping, light, current)) {
    const [first = 0] = slices;
    const known = findNamed(store, { slice: first, name });
    if (slices.length === 1 && (known < 0 || known === first)) {
      lone.push(first);
      continue;
    }
    const family = sliceNamed(store, { grouping, slice: first, name });
    for (const slice of slices) if (slice !== family) move(store, slice, family);
  }
  return lone;
}

/** Slices that are called alike once their routes are merged. */
interface Family {
  /** What their route is then called. */
  readonly name: string;
  readonly slices: number[];
}

function families(
  store: Store,
  grouping: number,
  light: readonly number[],
  current: () => RouteNames,
): readonly Family[] {
  const isAlone = grouping === BY_ROUTE;
  const names = isAlone ? foldedNamesIn(store, light) : current();
  const found: Family[] = [];
  const byName = new Map<string, Map<number | undefined, Family>>();
  for (const slice of light) {
    const route = routeOfSlice(store, slice);
    const name = isAlone ? names.familyOf(route) : names.nameOf(route);
    const alike: Map<number | undefined, Family> = byName.get(name) ?? new Map();
    byName.set(name, alike);
    const second = secondKey(store, slice);
    const family = alike.get(second);
    if (family !== undefined) {
      family.slices.push(slice);
      continue;
    }
    const made = { name, slices: [slice] };
    alike.set(second, made);
    found.push(made);
  }
  return found;
}

interface Renamed {
  readonly slice: number;
  /** What its route is called instead. */
  readonly name: string;
}

function findNamed({ slices }: Store, { slice, name }: Renamed): number {
  const { first } = groupingAt(slices.groupingOf(slice));
  const route = slices.keys.find(first, name);
  const [, second] = slices.keysOf(slice);
  return route < 0 ? -1 : slices.find(route, second);
}

function sliceNamed(
  store: Store,
  { grouping, slice, name }: Renamed & { readonly grouping: number },
): number {
  const { first } = groupingAt(grouping);
  return store.slice(grouping, store.slices.keys.id(first, name), secondKey(store, slice));
}

function secondKey({ slices }: Store, slice: number): number | undefined {
  return slices.keysOf(slice)[1];
}

/** What is moved counts for its new slice as if it had been there from the beginning. */
function move(store: Store, slice: number, to: number): void {
  store.summaries.forgive(slice);
  store.move(slice, to);
}
