import { type Dimension, dimensions } from '../rollup/dimension.ts';

/** The places of `dimensions` by name. */
export const placeOf: Readonly<Record<Dimension, number>> = Object.fromEntries(
  dimensions.map((dimension, place) => [dimension, place]),
) as Record<Dimension, number>;
