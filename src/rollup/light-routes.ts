import {
  type CrowdRule,
  crowdedFamilies,
  crowdedFolders,
  type WeighedRoutes,
} from './crowded-folders.ts';
import type { RouteNames } from './route-names.ts';

/** So many light names of one folder are folded into one route, for they would be lost among all others. */
const FOLDED_CROWD = 10;
const LIGHT_CROWD: CrowdRule = {
  crowd: FOLDED_CROWD,
  heavyShare: 1 / FOLDED_CROWD,
  leastRoutes: FOLDED_CROWD,
};

/** Routes that cannot be kept apart, each with what it spent of each cost. */
export interface LightRoutes {
  readonly routes: readonly string[];
  costsOf(place: number): ArrayLike<number>;
}

/**
 * What light routes are called when they cannot be kept apart: a hundred thousand made-up names under `/user/` are told
 * as `/user/{…}` and not lost among all others.
 */
export function foldedNames(light: LightRoutes): RouteNames {
  return crowdedFolders(weighed(light), LIGHT_CROWD);
}

/** What each light route is called then; undefined for one that no other joins. */
export function foldedRouteNames(light: LightRoutes): readonly (string | undefined)[] {
  const called = crowdedFamilies(weighed(light), LIGHT_CROWD);
  const members = new Map<string, number>();
  for (const name of called) members.set(name, (members.get(name) ?? 0) + 1);
  const joined: (string | undefined)[] = [];
  for (const name of called) joined.push(members.get(name) === 1 ? undefined : name);
  return joined;
}

function weighed({ routes, costsOf }: LightRoutes): WeighedRoutes {
  return { routes, weigh: (place) => ({ sums: costsOf(place), peaks: [] }) };
}
