/** What the keys of one dimension are called. Keys count from 0; two keys never have the same name. */
export interface KeyNames {
  /** Every key is below this. */
  readonly size: number;
  text(key: number): string;
}

/** Gives names keys as they come. */
export class NewKeyNames implements KeyNames {
  readonly #ids = new Map<string, number>();
  readonly #texts: string[] = [];

  get size(): number {
    return this.#texts.length;
  }

  text(key: number): string {
    return this.#texts[key] ?? '';
  }

  /** The key of a name. */
  id(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const key = this.#texts.push(text) - 1;
    this.#ids.set(text, key);
    return key;
  }

  /** Forgets all names: keys given out so far mean nothing any more. */
  clear(): void {
    this.#ids.clear();
    this.#texts.length = 0;
  }
}
