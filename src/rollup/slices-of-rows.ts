import { ABSENT, FOLDED } from './batch-keys.ts';

/** Where the slices of a grouping are: that of key n is `base + n`. */
export interface PlacedKeys {
  readonly base: number;
  /** The slice of folded keys, if there are any. */
  readonly other: number;
}

/** How many rows have no slice of a grouping, and how many are in that of folded keys. */
export interface RowCounts {
  readonly absent: number;
  readonly folded: number;
}

/** Turns the numbers of rows' keys into slices, -1 where a row has none; they may be the same array. */
export function slicesOfRows(
  numbers: Int32Array,
  length: number,
  { base, other }: PlacedKeys,
  sliceOf: Int32Array,
): RowCounts {
  let absent = 0;
  let folded = 0;
  for (let row = 0; row < length; row++) {
    const number = numbers[row] ?? ABSENT;
    if (number >= 0) {
      sliceOf[row] = base + number;
    } else if (number === FOLDED) {
      sliceOf[row] = other;
      folded += 1;
    } else {
      sliceOf[row] = -1;
      absent += 1;
    }
  }
  return { absent, folded };
}

/**
 * The slice that is told by what all traffic has beyond the others of its grouping (batch-rest.ts), or -1: that of folded keys,
 * which have most of the requests as a rule, or a key that all requests have.
 */
export function restOf({ base, other }: PlacedKeys, { absent, folded }: RowCounts): number {
  if (absent > 0) return -1;
  if (folded > 0) return other;
  return other - base === 1 ? base : -1;
}
