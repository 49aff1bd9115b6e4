import { crowdedFolders } from './crowded-folders.ts';
import type { RouteNames } from './route-names.ts';

/** So many light names of one folder are folded into one route, for they would be lost among all others. */
const FOLDED_CROWD = 10;

/** Routes that cannot be kept apart, each with what it spent of each cost. */
export interface LightRoutes {
  readonly routes: readonly string[];
  costsOf(place: number): ArrayLike<number>;
}

/**
 * What light routes are called when they cannot be kept apart: a hundred thousand made-up names under `/user/` are told
 * as `/user/{…}` and not lost among all others.
 */
export function foldedNames({ routes, costsOf }: LightRoutes): RouteNames {
  return crowdedFolders(
    { routes, weigh: (place) => ({ sums: costsOf(place), peaks: [] }) },
    { crowd: FOLDED_CROWD, heavyShare: 1 / FOLDED_CROWD, leastRoutes: FOLDED_CROWD },
  );
}

/** What each light route is called then; undefined for one that no other joins. */
export function foldedRouteNames(light: LightRoutes): readonly (string | undefined)[] {
  const names = foldedNames(light);
  const called = light.routes.map((route) => names.familyOf(route));
  const members = new Map<string, number>();
  for (const name of called) members.set(name, (members.get(name) ?? 0) + 1);
  return called.map((name) => (members.get(name) === 1 ? undefined : name));
}
