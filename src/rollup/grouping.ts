import { type Dimension, dimensionPairs, dimensions } from './dimension.ts';

/** Dimensions by which requests are told apart: none, one or two. Each request is in one slice of each. */
export interface Grouping {
  readonly dimensions: readonly Dimension[];
  /** Places of the dimensions in `dimensions`; -1 where there is none. */
  readonly first: number;
  readonly second: number;
  /** Whether its slices keep their largest requests: those with a route do, but for pairs with a class of requests. */
  readonly keepsLargest: boolean;
  /** Whether keys with a burst are kept beside heavy ones: where they are a key and a class of it, the key is. */
  readonly keepsBursts: boolean;
  /** Whether its slices keep how durations and sizes are distributed: the routes do. */
  readonly keepsDistributions: boolean;
}

/** Dimensions of few values, which tell what kind of request one was. */
const classes: readonly Dimension[] = ['status', 'method', 'protocol', 'size', 'duration'];

/** Dimensions that are counted together first, since many groupings are told by some of them. */
export interface AtomDimensions {
  readonly dimensions: readonly Dimension[];
  /** The place of those in the list that tell these as well, and of which they are counted; undefined for the requests. */
  readonly of?: number;
}

/**
 * Those by a route and classes of its requests are nearly all there are. Of groupings that several tell, the last one does:
 * it has the fewest combinations.
 */
export const atomDimensions: readonly AtomDimensions[] = [
  { dimensions: ['route', ...classes] },
  { dimensions: classes, of: 0 },
];

function grouping(names: readonly Dimension[]): Grouping {
  const [first, second] = names;
  const hasClass = second !== undefined && classes.includes(second);
  return {
    dimensions: names,
    first: first === undefined ? -1 : dimensions.indexOf(first),
    second: second === undefined ? -1 : dimensions.indexOf(second),
    keepsLargest: first === 'route' && !hasClass,
    keepsBursts: !hasClass,
    keepsDistributions: names.length === 1 && first === 'route',
  };
}

/** All traffic first, then the single dimensions, then the pairs; slices are read in this order. */
export const groupings: readonly Grouping[] = [
  grouping([]),
  ...dimensions.map((dimension) => grouping([dimension])),
  ...dimensionPairs.map((pair) => grouping(pair)),
];

/** The place of the grouping by no dimension: its only slice is all traffic. */
export const ALL_TRAFFIC = 0;

/** Groups by no dimension; stands in where a place is beyond the list. */
const noGrouping: Grouping = grouping([]);

export function groupingAt(place: number): Grouping {
  return groupings[place] ?? noGrouping;
}
