import { folderOf, MERGED, type MergedFolder, nameIn, partsOf, RouteNames } from './route-names.ts';

/** A name with so many times what the names of its folder have on average is heavy… */
export const HEAVY_TIMES_MEAN = 5;
/** …but not with less than this share of the folder, however many names there are. */
export const LEAST_HEAVY_SHARE = 0.01;

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

/** A route on its way from the root to its end. */
interface Walk {
  readonly place: number;
  readonly parts: readonly string[];
  /** What the parts behind are called. */
  named: string;
}

/**
 * Which folders hold so many names that these are things of one kind, and which of the names are kept all the same. Goes
 * down from the root: below a merged name the folders of all that were merged are one, so that `/user/alice/orders` and
 * `/user/bob/orders` are `/user/{…}/orders`. A folder in which names are merged already is crowded.
 */
export function crowdedFolders(weighed: WeighedRoutes, rule: CrowdRule): RouteNames {
  const merged: MergedFolder[] = [];
  let walks = weighed.routes.map(
    (route, place): Walk => ({ place, parts: partsOf(route), named: '' }),
  );
  for (let depth = 0; walks.length > 0; depth++) {
    walks = walks.filter(({ parts }) => parts.length > depth);
    const found = [...byFolder(walks, depth)]
      .filter(([, names]) => isCrowded(names, rule))
      .map(([folder, names]) => ({ folder, kept: heavyNames(names, weighed, rule) }));
    const step = new RouteNames(found);
    for (const walk of walks) walk.named = step.append(walk.named, walk.parts[depth] ?? '');
    merged.push(...found);
  }
  return new RouteNames(merged.sort((a, b) => (a.folder < b.folder ? -1 : 1)));
}

/** The places of the routes under each name of a folder. */
type FolderNames = Map<string, number[]>;

function byFolder(walks: readonly Walk[], depth: number): Map<string, FolderNames> {
  const folders = new Map<string, FolderNames>();
  for (const { place, parts, named } of walks) {
    const part = parts[depth] ?? '';
    const folder = folderOf(named, part);
    const names: FolderNames = folders.get(folder) ?? new Map();
    folders.set(folder, names);
    const places = names.get(nameIn(part));
    if (places === undefined) names.set(nameIn(part), [place]);
    else places.push(place);
  }
  return folders;
}

function isCrowded(names: FolderNames, { crowd }: CrowdRule): boolean {
  return names.has(MERGED) || names.size >= crowd;
}

function heavyNames(
  folder: FolderNames,
  { weigh }: WeighedRoutes,
  { heavyShare, leastRoutes = 1, missing = [] }: CrowdRule,
): readonly string[] {
  const weights = new Map([...folder].map(([name, places]) => [name, together(places.map(weigh))]));
  const merged = weights.get(MERGED);
  const shareOfMean = HEAVY_TIMES_MEAN / folder.size;
  const share = Math.min(heavyShare, Math.max(LEAST_HEAVY_SHARE, shareOfMean));
  const all = [...weights.values()];
  const leastSums = totals(all.map(({ sums }) => sums)).map((total) => share * total);
  const leastPeaks = totals(all.map(({ peaks }) => peaks)).map((total) => share * total);
  const isHeavy = ({ sums, peaks }: RouteWeight): boolean =>
    exceeds(sums, leastSums, missing) || exceeds(peaks, leastPeaks, merged?.peaks ?? []);
  const mayBeKept = (name: string): boolean =>
    name !== MERGED && name !== '' && (folder.get(name)?.length ?? 0) >= leastRoutes;
  return [...weights]
    .filter(([name, weight]) => mayBeKept(name) && isHeavy(weight))
    .map(([name]) => name)
    .sort();
}

/** Whether any weight is at least what is asked for, and above what it may be by mistake. */
function exceeds(
  weights: ArrayLike<number>,
  least: readonly number[],
  slack: ArrayLike<number>,
): boolean {
  return least.some((asked, at) => {
    const weight = weights[at] ?? 0;
    return weight >= asked && weight > (slack[at] ?? 0);
  });
}

function together(weights: readonly RouteWeight[]): RouteWeight {
  const peaks: number[] = [];
  for (const one of weights) {
    for (let at = 0; at < one.peaks.length; at++) {
      peaks[at] = Math.max(peaks[at] ?? 0, one.peaks[at] ?? 0);
    }
  }
  return { sums: totals(weights.map(({ sums }) => sums)), peaks };
}

/** Adds up, measure by measure. */
function totals(all: readonly ArrayLike<number>[]): number[] {
  const total: number[] = [];
  for (const weights of all) {
    for (let at = 0; at < weights.length; at++) total[at] = (total[at] ?? 0) + (weights[at] ?? 0);
  }
  return total;
}
