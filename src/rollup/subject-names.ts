import type { Newable } from './derived.ts';
import { RouteNames } from './route-names.ts';

/** Names that nobody had before an incident, by the dimension that they are of. */
export type NewNames = Partial<Readonly<Record<Newable, readonly string[]>>>;

/** What has to be known beside a subject to tell whose lines are its: what routes are called, and which names are new. */
export class SubjectNames {
  readonly routes: RouteNames;
  readonly #new: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(routes: RouteNames = new RouteNames(), newNames: NewNames = {}) {
    this.routes = routes;
    this.#new = new Map(
      Object.entries(newNames).map(([dimension, names]) => [dimension, new Set(names)]),
    );
  }

  isNew(dimension: string, name: string): boolean {
    return this.#new.get(dimension)?.has(name) === true;
  }
}
