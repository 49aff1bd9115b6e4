import { costs } from '../rollup/cost.ts';
import type { Rollup } from '../rollup/rollup.ts';
import type { SliceView } from '../rollup/slice-view.ts';
import { amount } from './candidates.ts';

/** A slice that is tried. */
export interface Candidate extends SliceView {
  /** An earlier one that did the same at all times, mostly since its requests are the same: what fits one fits the other. */
  readonly like?: SliceView;
}

/** The same slices in the same order, each with the first of them that is like it. */
export function withLikes(rollup: Rollup, slices: readonly SliceView[]): readonly Candidate[] {
  const bySums = new Map<string, SliceView[]>();
  for (const slice of slices) {
    const sums = costs.map((cost) => amount(slice, cost)).join();
    const group = bySums.get(sums);
    if (group === undefined) bySums.set(sums, [slice]);
    else group.push(slice);
  }
  const likes = new Map<SliceView, SliceView>();
  for (const group of bySums.values()) {
    if (group.length > 1) noteLikes(rollup, group, likes);
  }
  return slices.map((slice) => {
    const like = likes.get(slice);
    return like === undefined ? slice : { ...slice, like };
  });
}

/** Compares slices that spent the same over the whole log. */
function noteLikes(
  rollup: Rollup,
  group: readonly SliceView[],
  likes: Map<SliceView, SliceView>,
): void {
  const firsts: { readonly slice: SliceView; readonly columns: readonly Float64Array[] }[] = [];
  for (const slice of group) {
    // What sums up to nothing is nothing in each bucket.
    const spent = costs.filter((cost) => amount(slice, cost) > 0);
    const columns = spent.map((cost) => rollup.activity(slice, cost));
    const first = firsts.find((one) =>
      one.columns.every((column, place) => areEqual(column, columns[place])),
    );
    if (first === undefined) firsts.push({ slice, columns });
    else likes.set(slice, first.slice);
  }
}

function areEqual(one: Float64Array, other: Float64Array | undefined): boolean {
  if (other?.length !== one.length) return false;
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
  return true;
}
