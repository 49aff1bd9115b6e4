import { RouteNode } from './route-node.ts';

/** A folder with so many names in it holds things of one kind: they become `{…}` (Sentry's clusterer has the same). */
export const MERGED_CHILDREN = 100;
/** A name with this share of any cost of its folder keeps it: the one 5 GB file must stay visible (method.md 3.2). */
export const HEAVY_SHARE = 0.05;
/** Names in a folder that are told apart while the requests come. */
export const MAX_CHILDREN = 400;
/** Nodes of the whole tree. */
export const MAX_NODES = 50_000;
/** Under pressure a name stays while it has this share of any cost of all requests. */
const KEPT_SHARE = 1 / 2000;

/** The name of what was merged. */
export const MERGED = '{…}';

export interface RouteTreeLimits {
  readonly mergedChildren?: number;
  readonly maxChildren?: number;
  readonly maxNodes?: number;
}

/**
 * Routes as a tree of path segments, fed in one pass and asked afterwards: which of them are one, because a folder holds
 * a hundred or more of their kind. Memory is bounded whatever paths clients make up: a folder that outgrows
 * `MAX_CHILDREN`, or a tree that outgrows `MAX_NODES`, merges its lightest names on the way, and what comes back later
 * counts anew. Names with `HEAVY_SHARE` of a cost of all requests, from their first on, stay.
 */
export class RouteTree {
  readonly #root: RouteNode;
  readonly #limits: Required<RouteTreeLimits>;
  #nodes = 1;
  #isSettled = false;

  /** `costKinds` is how many costs a request has: requests, bytes, worker-seconds … */
  constructor(costKinds: number, limits: RouteTreeLimits = {}) {
    this.#root = new RouteNode(costKinds);
    this.#limits = {
      mergedChildren: MERGED_CHILDREN,
      maxChildren: MAX_CHILDREN,
      maxNodes: MAX_NODES,
      ...limits,
    };
  }

  /** Nodes in memory, at most `MAX_NODES`. */
  get size(): number {
    return this.#nodes;
  }

  /** Adds a request with its costs, none negative. */
  observe(route: string, costs: readonly number[]): void {
    const segments = segmentsOf(route);
    if (this.#nodes + segments.length > this.#limits.maxNodes) this.#relieve();
    this.#isSettled = false;
    let node = this.#root;
    node.add(costs);
    for (const segment of segments) {
      node = node.children.get(segment) ?? this.#grow(node, segment);
      node.add(costs);
    }
  }

  /** What a route that was observed is called, now that all are known. Other routes keep their names where they can. */
  nameOf(route: string): string {
    this.#settle();
    let node: RouteNode | undefined = this.#root;
    let name = '';
    for (const segment of segmentsOf(route)) {
      const child: RouteNode | undefined = node?.children.get(segment);
      const isMerged = child === undefined && node?.merged !== undefined;
      node = child ?? node?.merged;
      name += isMerged ? segment.slice(0, 1) + MERGED : segment;
    }
    return name;
  }

  #settle(): void {
    if (this.#isSettled) return;
    this.#nodes -= this.#root.mergeCrowds(this.#limits.mergedChildren, HEAVY_SHARE);
    this.#isSettled = true;
  }

  #grow(node: RouteNode, segment: string): RouteNode {
    if (node.children.size >= this.#limits.maxChildren) this.#nodes -= this.#narrow(node);
    this.#nodes += 1;
    return node.grow(segment);
  }

  /** Merges the lightest names of a folder until a quarter is free; gives the nodes that this freed. */
  #narrow(node: RouteNode): number {
    const keep = Math.floor((this.#limits.maxChildren * 3) / 4);
    const ranked = [...node.children].sort(
      ([nameA, a], [nameB, b]) => b.shareOf(node) - a.shareOf(node) || (nameA < nameB ? -1 : 1),
    );
    return ranked.slice(keep).reduce((freed, [name]) => freed + node.mergeChild(name), 0);
  }

  /** Merges every name, anywhere in the tree, that is light by all that came. */
  #relieve(): void {
    for (let share = KEPT_SHARE; share <= 1; share *= 4) {
      this.#nodes -= this.#root.mergeLight(this.#root, share);
      if (this.#nodes <= this.#limits.maxNodes / 2) return;
    }
  }
}

/** The segments of a route with the character before them; a front controller's query is one more. */
function segmentsOf(route: string): readonly string[] {
  return route.match(/^[^/?]+|[/][^/?]*|[?].*/gs) ?? [];
}
