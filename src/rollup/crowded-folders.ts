import { NameCrowd } from './name-crowd.ts';
import { MERGED, type MergedFolder, partEnd, RouteNames } from './route-names.ts';

/** A name with so many times what the names of its folder have on average is heavy… */
export const HEAVY_TIMES_MEAN = 5;
/** …but not with less than this share of the folder, however many names there are. */
export const LEAST_HEAVY_SHARE = 0.01;

/** Of so many routes of one folder it is looked first whether any of its names may be kept. */
const MANY_ROUTES = 1000;

const lightCrowd = new NameCrowd();

/** What a route weighs, by several measures, none negative. */
export interface RouteWeight {
  /** Those that add up over routes: costs. */
  readonly sums: ArrayLike<number>;
  /** Those of which the highest counts: bursts. What broke an hour of a month is light in the month. */
  readonly peaks: ArrayLike<number>;
}

export interface WeighedRoutes {
  readonly routes: readonly string[];
  /** The weight of the route at this place of `routes`. Asked for in crowded folders only. */
  weigh(place: number): RouteWeight;
}

export interface CrowdRule {
  /** Names that make a folder crowded. */
  readonly crowd: number;
  /** A name with this share of its folder is heavy in any case: the one 5 GB file must stay visible (method.md 3.2). */
  readonly heavyShare: number;
  /** Routes that a name must have below it to be kept: fewer would be left alone. Default: 1. */
  readonly leastRoutes?: number;
  /** The most that a route can miss of each sum: a name with no more than that is not kept for it. Default: nothing. */
  readonly missing?: ArrayLike<number>;
}

/**
 * Which folders hold so many names that these are things of one kind, and which of the names are kept all the same. Goes
 * down from the root: below a merged name the folders of all that were merged are one, so that `/user/alice/orders` and
 * `/user/bob/orders` are `/user/{…}/orders`. A folder in which names are merged already is crowded.
 */
export function crowdedFolders(weighed: WeighedRoutes, rule: CrowdRule): RouteNames {
  return descended(weighed, rule).names;
}

/** What each route is called where it has no name of its own (`RouteNames.familyOf`). */
export function crowdedFamilies(weighed: WeighedRoutes, rule: CrowdRule): readonly string[] {
  const descent = descended(weighed, rule);
  const { names } = descent;
  const families: string[] = [];
  for (const [place, route] of weighed.routes.entries()) {
    families.push(descent.families[place] ?? names.familyOf(route));
  }
  return families;
}

function descended(weighed: WeighedRoutes, rule: CrowdRule): Descent {
  const descent = new Descent(weighed, rule);
  const paths: number[] = [];
  for (const [place, route] of weighed.routes.entries()) if (route[0] === '/') paths.push(place);
  descent.enter('', paths);
  return descent;
}

/** The places of the routes under each name of a folder. A list for each of very many names would take its time: one is a number. */
type FolderNames = Map<string, number | number[]>;

/** The way down through the folders of all routes at once. */
class Descent {
  /** By place, of routes whose last name is in a crowded folder: the merged route of that. */
  readonly families: (string | undefined)[] = [];
  readonly #merged: MergedFolder[] = [];
  readonly #weighed: WeighedRoutes;
  readonly #rule: CrowdRule;
  /** Where in the route of a place its next part begins. */
  readonly #starts: Int32Array;

  constructor(weighed: WeighedRoutes, rule: CrowdRule) {
    this.#weighed = weighed;
    this.#rule = rule;
    this.#starts = new Int32Array(weighed.routes.length);
  }

  get names(): RouteNames {
    return new RouteNames(this.#merged.toSorted((a, b) => (a.folder < b.folder ? -1 : 1)));
  }

  /** Goes on with the routes at these places, whose parts so far are called `before`. */
  enter(before: string, places: readonly number[]): void {
    if (!this.#mayBeCrowded(places)) return;
    for (const [separator, members] of this.#bySeparator(places)) {
      const folder = before + separator;
      if (this.#isLightCrowd(members)) this.#mergeAll(folder, members);
      else this.#enterFolder(folder, this.#names(members));
    }
  }

  #enterFolder(folder: string, names: FolderNames): void {
    if (isCrowded(names, this.#rule)) this.#merge(folder, names);
    else for (const [name, below] of names) this.enter(folder + name, listOf(below));
  }

  /** Whether a folder is crowded, and all of its names have too few routes to be kept; asked for very many of them only. */
  #isLightCrowd(places: readonly number[]): boolean {
    const { crowd, leastRoutes = 1 } = this.#rule;
    if (leastRoutes === 1 || places.length < MANY_ROUTES) return false;
    lightCrowd.clear();
    for (const place of places) {
      const route = this.#routeAt(place);
      const start = this.#starts[place] ?? 0;
      lightCrowd.add(route, start + 1, partEnd(route, start));
      if (lightCrowd.most >= leastRoutes) return false;
    }
    return lightCrowd.names >= crowd;
  }

  /** Merges a folder of which no name is kept: without a table of its names. */
  #mergeAll(folder: string, places: readonly number[]): void {
    this.#merged.push({ folder, kept: [] });
    const merged = folder + MERGED;
    const own: number[] = [];
    const gone: number[] = [];
    for (const place of places) {
      const start = this.#starts[place] ?? 0;
      const end = partEnd(this.#routeAt(place), start);
      this.#starts[place] = end;
      if (end === start + 1) own.push(place);
      else gone.push(place);
    }
    this.#noteFamily(merged, gone);
    this.enter(folder, own);
    this.enter(merged, gone);
  }

  #merge(folder: string, names: FolderNames): void {
    const kept = heavyNames(names, this.#weighed, this.#rule);
    this.#merged.push({ folder, kept });
    const staying = new Set(['', ...kept]);
    const merged = folder + MERGED;
    const gone: number[] = [];
    for (const [name, places] of names) {
      if (name !== '') this.#noteFamily(merged, places);
      if (staying.has(name)) this.enter(folder + name, listOf(places));
      else if (typeof places === 'number') gone.push(places);
      else for (const place of places) gone.push(place);
    }
    this.enter(merged, gone);
  }

  /** Notes what those routes at these places belong to that go no further. */
  #noteFamily(merged: string, places: number | readonly number[]): void {
    if (typeof places !== 'number') for (const place of places) this.#noteFamily(merged, place);
    else if (this.#starts[places] === this.#routeAt(places).length) this.families[places] = merged;
  }

  /** Whether any folder from here on can be crowded: of so few routes none has so many names. */
  #mayBeCrowded(places: readonly number[]): boolean {
    if (places.length >= this.#rule.crowd) return true;
    return places.some((place) => this.#routeAt(place).includes(MERGED, this.#starts[place]));
  }

  /** The routes whose next part is one of a path that goes on, and those of which it is a query. */
  #bySeparator(places: readonly number[]): Map<string, number[]> {
    const members = new Map<string, number[]>();
    for (const place of places) {
      const route = this.#routeAt(place);
      const start = this.#starts[place] ?? 0;
      if (start >= route.length) continue;
      const separator = route.charAt(start);
      const known = members.get(separator);
      if (known === undefined) members.set(separator, [place]);
      else known.push(place);
    }
    return members;
  }

  /** The names of the next parts, which are in one folder. */
  #names(places: readonly number[]): FolderNames {
    const names: FolderNames = new Map();
    for (const place of places) {
      const route = this.#routeAt(place);
      const start = this.#starts[place] ?? 0;
      const end = partEnd(route, start);
      this.#starts[place] = end;
      const name = route.slice(start + 1, end);
      const known = names.get(name);
      if (known === undefined) names.set(name, place);
      else if (typeof known === 'number') names.set(name, [known, place]);
      else known.push(place);
    }
    return names;
  }

  #routeAt(place: number): string {
    return this.#weighed.routes[place] ?? '';
  }
}

function listOf(places: number | readonly number[]): readonly number[] {
  return typeof places === 'number' ? [places] : places;
}

function countOf(places: number | readonly number[] = []): number {
  return typeof places === 'number' ? 1 : places.length;
}

function isCrowded(names: FolderNames, { crowd }: CrowdRule): boolean {
  return names.has(MERGED) || names.size >= crowd;
}

function heavyNames(
  folder: FolderNames,
  { weigh }: WeighedRoutes,
  { heavyShare, leastRoutes = 1, missing = [] }: CrowdRule,
): readonly string[] {
  if (!hasNameOf(folder, leastRoutes)) return [];
  const weights = new Map<string, RouteWeight>();
  const total: Sum = { sums: [], peaks: [] };
  for (const [name, places] of folder) {
    const weight = together(listOf(places), weigh);
    weights.set(name, weight);
    addTo(total.sums, weight.sums);
    addTo(total.peaks, weight.peaks);
  }
  const shareOfMean = HEAVY_TIMES_MEAN / folder.size;
  const share = Math.min(heavyShare, Math.max(LEAST_HEAVY_SHARE, shareOfMean));
  const leastSums = total.sums.map((sum) => share * sum);
  const leastPeaks = total.peaks.map((peak) => share * peak);
  const merged = weights.get(MERGED)?.peaks ?? [];
  const heavy: string[] = [];
  for (const [name, { sums, peaks }] of weights) {
    if (name === MERGED || name === '') continue;
    if (!exceeds(sums, leastSums, missing) && !exceeds(peaks, leastPeaks, merged)) continue;
    if (countOf(folder.get(name)) >= leastRoutes) heavy.push(name);
  }
  return heavy.sort();
}

/** Whether a name that may be kept has so many routes below it. */
function hasNameOf(folder: FolderNames, routes: number): boolean {
  for (const [name, places] of folder) {
    if (countOf(places) >= routes && name !== MERGED && name !== '') return true;
  }
  return false;
}

/** Whether any weight is at least what is asked for, and above what it may be by mistake. */
function exceeds(
  weights: ArrayLike<number>,
  least: readonly number[],
  slack: ArrayLike<number>,
): boolean {
  for (let at = 0; at < least.length; at++) {
    const weight = weights[at] ?? 0;
    if (weight >= (least[at] ?? 0) && weight > (slack[at] ?? 0)) return true;
  }
  return false;
}

/** Weights that are added up, measure by measure. */
interface Sum {
  readonly sums: number[];
  readonly peaks: number[];
}

/** What the routes at these places weigh taken together. */
function together(places: readonly number[], weigh: WeighedRoutes['weigh']): RouteWeight {
  const [first] = places;
  if (first !== undefined && places.length === 1) return weigh(first);
  const all: Sum = { sums: [], peaks: [] };
  for (const place of places) {
    const { sums, peaks } = weigh(place);
    addTo(all.sums, sums);
    for (let at = 0; at < peaks.length; at++) {
      all.peaks[at] = Math.max(all.peaks[at] ?? 0, peaks[at] ?? 0);
    }
  }
  return all;
}

function addTo(total: number[], weights: ArrayLike<number>): void {
  for (let at = 0; at < weights.length; at++) total[at] = (total[at] ?? 0) + (weights[at] ?? 0);
}
