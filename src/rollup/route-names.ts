/** The name of a name that was merged: `/user/{…}`. */
export const MERGED = '{…}';

/** Routes whose names are remembered: those of one rollup are fewer. */
const MAX_KNOWN_NAMES = 20_000;

/** A folder whose names are merged but for a few: what `/user/{…}` stands for. */
export interface MergedFolder {
  /** What stands before the names, the separator included: `/user/`, `/{…}/files/`, `/index.php?`. */
  readonly folder: string;
  /** Names that are not merged, sorted. The folder's own page, whose name is empty, never is. */
  readonly kept: readonly string[];
}

/** What the routes of a folder are called that have no names of their own. */
interface Family {
  readonly before: string;
  readonly merged: string | undefined;
}

/**
 * What routes are called once the names of crowded folders are merged. The same for a route and for a line of the log:
 * `culprit lines` finds the lines of a merged route by these names.
 */
export class RouteNames {
  readonly folders: readonly MergedFolder[];
  readonly #kept: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #known = new Map<string, string>();
  readonly #families = new Map<string, Family>();

  constructor(folders: readonly MergedFolder[] = []) {
    this.folders = folders;
    this.#kept = new Map(folders.map(({ folder, kept }) => [folder, new Set(kept)]));
  }

  /** What a route is called; most keep their name. */
  nameOf(route: string): string {
    if (this.#kept.size === 0) return route;
    const known = this.#known.get(route);
    if (known !== undefined) return known;
    const name = partsOf(route).reduce((before, part) => this.append(before, part), '') || route;
    if (this.#known.size >= MAX_KNOWN_NAMES) this.#known.clear();
    this.#known.set(route, name);
    return name;
  }

  /** The merged route that takes a route without a name of its own: its last name is merged too, where its folder is. */
  familyOf(route: string): string {
    if (!route.startsWith('/')) return route;
    const query = route.indexOf('?');
    const last = query < 0 ? route.lastIndexOf('/') : query;
    const { before, merged } = this.#familyIn(route.slice(0, last + 1));
    const isMerged = merged !== undefined && last + 1 < route.length;
    return isMerged ? merged : before + route.slice(last);
  }

  /** What a folder, given with its separator, is called; and what all its names are, where they are merged. */
  #familyIn(given: string): Family {
    const known = this.#families.get(given);
    if (known !== undefined) return known;
    const before = partsOf(given.slice(0, -1)).reduce((name, part) => this.append(name, part), '');
    const folder = before + given.slice(-1);
    const family = { before, merged: this.#kept.has(folder) ? folder + MERGED : undefined };
    if (this.#families.size >= MAX_KNOWN_NAMES) this.#families.clear();
    this.#families.set(given, family);
    return family;
  }

  /** What a part of a route is called behind those before it. */
  append(before: string, part: string): string {
    const folder = folderOf(before, part);
    const kept = this.#kept.get(folder);
    const name = nameIn(part);
    return kept === undefined || name === '' || kept.has(name) ? before + part : folder + MERGED;
  }

  /** As much of these names as decides which routes are called so. */
  of(names: Iterable<string>): RouteNames {
    const folders = new Set<string>();
    for (const name of names) {
      let before = '';
      for (const part of partsOf(name)) {
        folders.add(folderOf(before, part));
        before += part;
      }
    }
    return new RouteNames(this.folders.filter(({ folder }) => folders.has(folder)));
  }
}

/** The parts of a path, each with the separator before it: `/user`, `/alice`, `?page=home`. None for what is no path. */
function partsOf(route: string): string[] {
  const parts: string[] = [];
  if (!route.startsWith('/')) return parts;
  for (let start = 0; start < route.length; ) {
    const end = partEnd(route, start);
    parts.push(route.slice(start, end));
    start = end;
  }
  return parts;
}

/** Where the part ends that begins at `start`: at the next slash or the query, which is the last. */
export function partEnd(route: string, start: number): number {
  if (route.startsWith('?', start)) return route.length;
  const query = route.indexOf('?', start);
  const path = query < 0 ? route.length : query;
  const slash = route.indexOf('/', start + 1);
  return slash < 0 ? path : Math.min(slash, path);
}

/** The folder in which a part is a name. */
function folderOf(before: string, part: string): string {
  return before + part.slice(0, 1);
}

/** The name of a part in its folder; empty for the folder's own page. */
function nameIn(part: string): string {
  return part.slice(1);
}
