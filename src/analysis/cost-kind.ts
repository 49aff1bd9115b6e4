import type { Cost } from '../rollup/cost.ts';

/** Costs that are levels (so much at a time) rather than flows (so many in a span). */
const LEVEL_COSTS: ReadonlySet<Cost> = new Set<Cost>(['in-flight', 'held-bytes']);

export function isLevel(cost: Cost): boolean {
  return LEVEL_COSTS.has(cost);
}
