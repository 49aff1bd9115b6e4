import { durationClasses, sizeClasses } from '../request/classes.ts';
import { type NameOptions, RequestNames } from '../request/request-names.ts';
import { dimensions } from '../rollup/dimension.ts';
import type { KeyNames } from '../rollup/key-names.ts';
import { ClassKeys } from './class-keys.ts';
import { ClientNames } from './client-keys.ts';
import { TextNames } from './text-names.ts';

/** Statuses whose keys are in a table. */
const STATUSES = 1000;
const UNNAMED = -2;

/** The names of all dimensions, as requests bring them, and what texts are called. */
export class BatchNames {
  readonly meaning: RequestNames;
  readonly origins: ClientNames;
  readonly route: TextNames = new TextNames();
  readonly agent: TextNames = new TextNames();
  readonly status: TextNames = new TextNames();
  readonly method: TextNames = new TextNames();
  readonly protocol: TextNames = new TextNames();
  readonly vhost: TextNames = new TextNames();
  readonly size: TextNames = new TextNames();
  readonly duration: TextNames = new TextNames();
  readonly referer: TextNames = new TextNames();
  readonly sizeClass: ClassKeys = new ClassKeys(sizeClasses, this.size);
  readonly durationClass: ClassKeys = new ClassKeys(durationClasses, this.duration);
  readonly #statusKeys = new Int32Array(STATUSES).fill(UNNAMED);

  constructor(options: NameOptions) {
    this.meaning = new RequestNames(options);
    this.origins = new ClientNames(this.meaning);
  }

  /** By place in `dimensions`. */
  get all(): readonly (KeyNames & { clear(): void })[] {
    const { clients, networks } = this.origins;
    return dimensions.map((dimension) => {
      if (dimension === 'client') return clients;
      return dimension === 'network' ? networks : this[dimension];
    });
  }

  statusKey(status: number): number {
    const known = this.#statusKeys[status] ?? UNNAMED;
    if (known !== UNNAMED) return known;
    const key = this.status.keyOf(String(status));
    this.#statusKeys[status] = key;
    return key;
  }

  /** Forgets all names: keys given out so far mean nothing any more. */
  clear(): void {
    for (const names of this.all) names.clear();
    this.origins.clear();
    this.sizeClass.clear();
    this.durationClass.clear();
    this.#statusKeys.fill(UNNAMED);
  }
}
