/** Names remembered; when full it starts anew, which costs time and never changes a name. */
export const MAX_CACHED_NAMES = 20_000;

/** Remembers the results of a pure naming function. Bounded. */
export class NameCache {
  readonly #name: (text: string) => string;
  readonly #known = new Map<string, string>();

  constructor(name: (text: string) => string) {
    this.#name = name;
  }

  get(text: string): string {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    if (this.#known.size >= MAX_CACHED_NAMES) this.#known.clear();
    const name = this.#name(text);
    this.#known.set(text, name);
    return name;
  }
}
