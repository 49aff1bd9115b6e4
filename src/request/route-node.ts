/** A folder or file in a `RouteTree`, with what its requests cost. */
export class RouteNode {
  readonly costs: Float64Array;
  readonly children: Map<string, RouteNode> = new Map();
  /** All that was merged out of `children`, as one node. */
  merged: RouteNode | undefined;
  /** The most children that there were at one time. */
  mostChildren = 0;

  constructor(costKinds: number) {
    this.costs = new Float64Array(costKinds);
  }

  add(costs: ArrayLike<number>): void {
    for (let kind = 0; kind < this.costs.length; kind++) {
      this.costs[kind] = (this.costs[kind] ?? 0) + (costs[kind] ?? 0);
    }
  }

  /** Makes a child of that name. */
  grow(name: string): RouteNode {
    const child = new RouteNode(this.costs.length);
    this.children.set(name, child);
    this.mostChildren = Math.max(this.mostChildren, this.children.size);
    return child;
  }

  /** The largest share, over the kinds of cost, that this has of another node; 0 to 1. */
  shareOf(whole: RouteNode): number {
    let largest = 0;
    for (let kind = 0; kind < this.costs.length; kind++) {
      const total = whole.costs[kind] ?? 0;
      if (total > 0) largest = Math.max(largest, (this.costs[kind] ?? 0) / total);
    }
    return largest;
  }

  hasShareOf(whole: RouteNode, share: number): boolean {
    return this.shareOf(whole) >= share;
  }

  /** Moves a child into `merged`; gives how many nodes that freed. */
  mergeChild(name: string): number {
    const child = this.children.get(name);
    if (child === undefined) return 0;
    this.children.delete(name);
    if (this.merged === undefined) {
      this.merged = child;
      return 0;
    }
    return this.merged.#absorb(child);
  }

  /** Merges every child below that has less than a share of `whole`; gives how many nodes that freed. */
  mergeLight(whole: RouteNode, share: number): number {
    let freed = 0;
    for (const [name, child] of [...this.children]) {
      if (child.hasShareOf(whole, share)) freed += child.mergeLight(whole, share);
      else freed += this.mergeChild(name);
    }
    return freed + (this.merged?.mergeLight(whole, share) ?? 0);
  }

  /**
   * Merges, here and below, the children of every node that ever had `crowd` of them, but for those with a share of
   * their node; gives how many nodes that freed.
   */
  mergeCrowds(crowd: number, share: number): number {
    let freed = 0;
    if (this.mostChildren >= crowd) {
      for (const [name, child] of [...this.children]) {
        if (!child.hasShareOf(this, share)) freed += this.mergeChild(name);
      }
    }
    for (const child of this.children.values()) freed += child.mergeCrowds(crowd, share);
    return freed + (this.merged?.mergeCrowds(crowd, share) ?? 0);
  }

  /** Takes over another node's costs and children; gives how many nodes that freed. */
  #absorb(other: RouteNode): number {
    this.add(other.costs);
    this.mostChildren = Math.max(this.mostChildren, other.mostChildren);
    let freed = 1;
    for (const [name, child] of other.children) {
      const own = this.children.get(name);
      if (own === undefined) this.children.set(name, child);
      else freed += own.#absorb(child);
    }
    this.mostChildren = Math.max(this.mostChildren, this.children.size);
    if (other.merged === undefined) return freed;
    if (this.merged === undefined) this.merged = other.merged;
    else freed += this.merged.#absorb(other.merged);
    return freed;
  }
}
