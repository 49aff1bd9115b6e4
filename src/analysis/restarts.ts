/** A drop by this share of the rise within two bins is a restart: what leaked is gone. */
const RESTART_DROP = 0.5;

/** The bins of a resource, bad direction up, in which it fell as after a restart, by a part of an incident's rise. */
export function findRestarts(resource: Float64Array, rise: number): readonly number[] {
  const resets: number[] = [];
  for (let bin = 2; bin < resource.length; bin++) {
    const drop =
      Math.max(resource[bin - 1] ?? 0, resource[bin - 2] ?? 0) - (resource[bin] ?? Number.NaN);
    if (drop >= RESTART_DROP * rise && rise > 0) resets.push(bin);
  }
  return resets;
}
