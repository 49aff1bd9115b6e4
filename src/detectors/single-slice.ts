import type { Scene } from '../analysis/scene.ts';
import type { Dimension } from '../rollup/dimension.ts';
import type { SliceView } from '../rollup/slice-view.ts';

/** The slice of one name in one dimension; undefined where it is not kept apart. */
export function singleSlice(
  { rollup }: Scene,
  dimension: Dimension,
  name: string | undefined,
): SliceView | undefined {
  if (name === undefined) return undefined;
  return rollup
    .slices()
    .find(({ dimensions, subject }) => dimensions.length === 1 && subject[dimension] === name);
}
