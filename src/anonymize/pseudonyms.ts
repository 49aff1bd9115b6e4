/** What is replaced, and the word that stands for it. */
const kinds = ['client', 'network', 'address', 'user', 'value'] as const;
export type PseudonymKind = (typeof kinds)[number];

/** `client-1`, `client-2` and so on, in the order in which they are asked for: the same text has the same name everywhere. */
export class Pseudonyms {
  readonly #names = new Map<PseudonymKind, Map<string, string>>(
    kinds.map((kind) => [kind, new Map()]),
  );

  of(kind: PseudonymKind, text: string): string {
    const names = this.#names.get(kind) ?? new Map<string, string>();
    const known = names.get(text);
    if (known !== undefined) return known;
    const name = `${kind}-${names.size + 1}`;
    names.set(text, name);
    return name;
  }

  /** The name of an address that was named as a client or network before; undefined of others. */
  known(text: string): string | undefined {
    return this.#names.get('client')?.get(text) ?? this.#names.get('network')?.get(text);
  }

  /** What has a name of this kind. */
  named(kind: PseudonymKind): readonly string[] {
    return [...(this.#names.get(kind)?.keys() ?? [])];
  }
}
