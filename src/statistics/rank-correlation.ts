import { dot } from './summaries.ts';

/**
 * Spearman's rank correlation of pairs, -1 to 1: whether what is more of the one goes with more of the other, along whatever
 * curve. Equal values share the mean of their ranks; undefined where all of one side are equal.
 */
export function rankCorrelation(pairs: readonly (readonly [number, number])[]): number | undefined {
  const x = centredRanks(pairs.map(([one]) => one));
  const y = centredRanks(pairs.map(([, other]) => other));
  const spread = Math.sqrt(dot(x, x) * dot(y, y));
  return spread > 0 ? dot(x, y) / spread : undefined;
}

function centredRanks(values: readonly number[]): Float64Array {
  const middle = (values.length - 1) / 2;
  return Float64Array.from(values, (value) => {
    const below = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return below + (equal - 1) / 2 - middle;
  });
}
