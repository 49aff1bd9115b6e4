import type { Scene } from '../analysis/scene.ts';
import type { SliceView } from '../rollup/slice-view.ts';
import { singleSlice } from './single-slice.ts';

/** A response of this size is large whatever is usual: one fills what a small machine has to spare. */
export const ALWAYS_LARGE_BYTES = 100_000_000;
/** So many times what is usual for the route is large… */
const LARGE_FACTOR = 10;
/** …but not below this: a page that is ten times its size hurts nobody. */
export const LEAST_LARGE_BYTES = 1_000_000;

/** The size of which half of the route's responses stayed below before the incident, bytes; undefined where it is not known. */
export function usualBytes(scene: Scene, slice: SliceView | undefined): number | undefined {
  const whole = singleSlice(scene, 'route', slice?.subject.route);
  if (whole === undefined) return undefined;
  // Sizes are known by chunks of time: the last one before may reach into the incident.
  const toMs = scene.incident.startMs - scene.rollup.quantileChunkMs;
  return scene.rollup.sizeQuantile(whole, 0.5, { fromMs: 0, toMs });
}

/**
 * The size from which a response counts as large: by the route's own history where there is one, else absolute.
 * Undefined where nothing tells which slice it is.
 */
export function largeFrom(scene: Scene, slice: SliceView | undefined): number | undefined {
  if (slice === undefined) return undefined;
  const usual = usualBytes(scene, slice);
  if (usual === undefined) return ALWAYS_LARGE_BYTES;
  return Math.min(ALWAYS_LARGE_BYTES, Math.max(LEAST_LARGE_BYTES, LARGE_FACTOR * usual));
}
