import type { Scene } from './scene.ts';

/** The highest value of a column with gaps; -Infinity where there is none. */
export function highest(column: Float64Array): number {
  let peak = Number.NEGATIVE_INFINITY;
  for (const value of column) if (value > peak) peak = value;
  return peak;
}

/** A plateau is as many bins at this share of the rise or above. */
const PLATEAU_BINS = 4;
const PLATEAU_SHARE = 0.85;

/** The bin of an incident from which on its resource stays at its highest; undefined where it does not. */
export function findPlateau({
  resource,
  from,
  to,
  rise,
}: Pick<Scene, 'resource' | 'from' | 'to' | 'rise'>): number | undefined {
  const full = highest(resource.subarray(from, to)) - (1 - PLATEAU_SHARE) * rise;
  let bins = 0;
  for (let bin = from; bin < to; bin++) {
    bins = (resource[bin] ?? 0) >= full ? bins + 1 : 0;
    if (bins === PLATEAU_BINS) return bin + 1 - PLATEAU_BINS;
  }
  return undefined;
}
