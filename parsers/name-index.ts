import type { Miss } from './contract.ts';
import type { NamedReading } from './named-reading.ts';

/** A name that is known, as the index gives it back. */
export interface NameEntry {
  readonly reading?: NamedReading;
  /** Rank of the reading among those of one line, 0 first. */
  readonly rank: number;
  /** Names inside the object that stands under this name. */
  readonly children?: NameIndex;
  /** The value is none of the kind that the reading wants. */
  readonly malformed: Miss;
}

/** A name to be put into an index. */
export interface IndexedName {
  readonly name: string;
  readonly reading: NamedReading;
  readonly rank: number;
}

interface Node {
  reading?: NamedReading;
  rank: number;
  path: string;
  readonly children: Map<string, Node>;
}

interface Bucket {
  readonly name: Uint8Array;
  readonly entry: NameEntry;
}

/** Each byte as names are compared: letters in lower case, and 0 for a byte that does not count. */
const folded = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte,
);
for (const ignored of '_-@$ ') folded[ignored.charCodeAt(0)] = 0;

/** FNV-1a, kept to 30 bits so that it stays a small integer. */
const HASH_START = 0x11c9dc5;
const HASH_PRIME = 0x01000193;
const HASH_MASK = 0x3fffffff;

/** Buckets for each name: with four, a name that is not known finds most often an empty one at once. */
const BUCKETS_PER_NAME = 4;

/** Finds names in bytes without making strings of them: a hash table with open addresses. */
export class NameIndex {
  readonly #buckets: readonly (Bucket | undefined)[];
  readonly #mask: number;

  private constructor(nodes: ReadonlyMap<string, Node>) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(1, nodes.size) * BUCKETS_PER_NAME));
    const buckets: (Bucket | undefined)[] = Array.from({ length: size }, () => undefined);
    for (const [text, node] of nodes) {
      const name = new TextEncoder().encode(text);
      let at = hashOf(name, 0, name.length) & (size - 1);
      while (buckets[at] !== undefined) at = (at + 1) & (size - 1);
      buckets[at] = { name, entry: entryOf(node, (children) => new NameIndex(children)) };
    }
    this.#buckets = buckets;
    this.#mask = size - 1;
  }

  /** An index of names, of which the first of two alike counts. */
  static of(names: readonly IndexedName[]): NameIndex {
    return new NameIndex(treeOf(names));
  }

  /** The entry of the name `bytes[start, end)`, or undefined for a name that is not known. */
  find(bytes: Uint8Array, start: number, end: number): NameEntry | undefined {
    const buckets = this.#buckets;
    for (let at = hashOf(bytes, start, end) & this.#mask; ; at = (at + 1) & this.#mask) {
      const bucket = buckets[at];
      if (bucket === undefined) return undefined;
      if (isSame(bucket.name, bytes, start, end)) return bucket.entry;
    }
  }
}

/** The name as it is compared. */
function foldName(name: string): string {
  const bytes = new TextEncoder().encode(name).map((byte) => folded[byte] ?? 0);
  return new TextDecoder().decode(bytes.filter((byte) => byte !== 0));
}

function treeOf(names: readonly IndexedName[]): ReadonlyMap<string, Node> {
  const root = new Map<string, Node>();
  for (const { name, reading, rank } of names) {
    plant(root, [foldName(name)], { path: name, reading, rank });
    const steps = name.split('.').map(foldName);
    if (steps.length > 1) plant(root, steps, { path: name, reading, rank });
  }
  return root;
}

/** The first name of two alike stays. */
function plant(
  root: Map<string, Node>,
  steps: readonly string[],
  leaf: Omit<Node, 'children'>,
): void {
  let nodes = root;
  for (const [depth, step] of steps.entries()) {
    const node: Node = nodes.get(step) ?? { path: leaf.path, rank: 0, children: new Map() };
    nodes.set(step, node);
    if (depth === steps.length - 1 && node.reading === undefined) Object.assign(node, leaf);
    nodes = node.children;
  }
}

function entryOf(
  node: Node,
  indexOf: (children: ReadonlyMap<string, Node>) => NameIndex,
): NameEntry {
  const { reading, rank, path, children } = node;
  const wanted = reading?.kind === 'time' ? 'time' : 'number';
  return {
    rank,
    malformed: Object.freeze({ reason: `${path} is no ${wanted}`, field: path }),
    ...(reading === undefined ? {} : { reading }),
    ...(children.size === 0 ? {} : { children: indexOf(children) }),
  };
}

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = HASH_START;
  for (let at = start; at < end; at++) {
    const byte = folded[bytes[at] ?? 0] ?? 0;
    if (byte !== 0) hash = Math.imul(hash ^ byte, HASH_PRIME) & HASH_MASK;
  }
  return hash;
}

function isSame(name: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  let place = 0;
  for (let at = start; at < end; at++) {
    const byte = folded[bytes[at] ?? 0] ?? 0;
    if (byte !== 0 && byte !== name[place++]) return false;
  }
  return place === name.length;
}
