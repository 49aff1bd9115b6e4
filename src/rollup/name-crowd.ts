/** Names are counted by so many bits of their hash. */
const HASH_BITS = 17;
const PLACES: number = 2 ** HASH_BITS;
const MASK: number = PLACES - 1;

/** A count ends here. */
const MOST = 255;

/** Counts names without keeping them: those that fall together by their hash count as one. */
export class NameCrowd {
  readonly #counts = new Uint8Array(PLACES);
  /** How many names there are at least. */
  names = 0;
  /** How often the most frequent name is met at most, up to 255. */
  most = 0;

  /** Begins anew. */
  clear(): void {
    this.#counts.fill(0);
    this.names = 0;
    this.most = 0;
  }

  /** Counts the name that a text has from `start` up to `end`. */
  add(text: string, start: number, end: number): void {
    const place = hashOf(text, start, end) & MASK;
    const count = Math.min((this.#counts[place] ?? 0) + 1, MOST);
    this.#counts[place] = count;
    if (count === 1) this.names += 1;
    if (count > this.most) this.most = count;
  }
}

/** FNV-1a over UTF-16 units, with its upper bits in the lower ones. */
function hashOf(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash ^ (hash >>> HASH_BITS);
}
