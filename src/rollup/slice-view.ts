import type { SliceParts } from './composed-slice.ts';
import type { Dimension, Subject } from './dimension.ts';
import { groupingAt, groupings } from './grouping.ts';
import type { LargeRequest } from './largest.ts';
import type { Store } from './store.ts';
import type { SliceSummary } from './summary.ts';

/** The value that the subject of an OTHER slice has in each of its dimensions. */
const OTHER_KEY = '(other)';

/** The largest single requests of a slice that names a route; none for other slices. */
interface SliceLargest {
  /** Most bytes out first; only requests whose bytes are known. */
  readonly largestByBytes: readonly LargeRequest[];
  /** Only requests whose duration is known. */
  readonly longest: readonly LargeRequest[];
}

/** A slice as the analysis sees it. Valid until the rollup takes the next request or rollup. */
export interface SliceView {
  /** By which the rollup knows the slice; tells nothing, and differs between equal rollups. */
  readonly id: number;
  /** Set where it is no slice of the rollup, but made of some (composed-slice.ts). */
  readonly parts?: SliceParts;
  /** None for all traffic and what is composed, one, or two. */
  readonly dimensions: readonly Dimension[];
  readonly subject: Subject;
  readonly summary: SliceSummary & SliceLargest;
  /** Whether this is what was folded in its dimensions, and no set of requests by itself. */
  readonly isOther: boolean;
}

/** Whether a slice is told by a name of this dimension alone, and is not what was folded in it. */
export function isNamedBy(
  { dimensions, isOther }: Pick<SliceView, 'dimensions' | 'isOther'>,
  dimension: Dimension,
): boolean {
  return !isOther && dimensions.length === 1 && dimensions[0] === dimension;
}

export function viewSlice(store: Store, id: number): SliceView {
  const { slices } = store;
  const names = groupingAt(slices.groupingOf(id)).dimensions;
  const isOther = names.length > 0 && slices.isOther(id);
  const values = slices.keysOf(id).map((key) => slices.keys.text(key));
  const subject = Object.fromEntries(names.map((name, at) => [name, values[at] ?? OTHER_KEY]));
  const { byBytes, byDuration } = store.largest.read(id);
  const summary = {
    ...store.summaries.read(id),
    largestByBytes: byBytes,
    longest: byDuration,
  };
  return { id, dimensions: names, subject, summary, isOther };
}

/**
 * All slices but all traffic: by grouping in the order of `groupings`, in it by the texts of the keys in
 * order of their UTF-16 code units, OTHER last.
 */
export function viewSlices(store: Store): SliceView[] {
  const views: SliceView[] = [];
  groupings.forEach((grouping, place) => {
    if (grouping.dimensions.length === 0) return;
    const members = store.slices.members(place).map((id) => viewSlice(store, id));
    views.push(...members.sort((one, two) => compareSlices(one, two)));
  });
  return views;
}

/** Orders slices of one grouping. */
function compareSlices(one: SliceView, two: SliceView): number {
  if (one.isOther !== two.isOther) return one.isOther ? 1 : -1;
  for (const dimension of one.dimensions) {
    const left = one.subject[dimension] ?? '';
    const right = two.subject[dimension] ?? '';
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
