/**
 * The chance of several independent tests together by Fisher's method: minus twice the sum of the logarithms of their chances is
 * distributed as chi-squared with two degrees of freedom for each (https://en.wikipedia.org/wiki/Fisher%27s_method), whose upper
 * tail is a finite sum where the degrees are even. Each chance is above 0; of none the answer is 1.
 */
export function combinedChance(chances: readonly number[]): number {
  const half = chances.reduce((sum, chance) => sum - Math.log(chance), 0);
  let term = Math.exp(-half);
  let tail = 0;
  for (let i = 1; i <= chances.length; i++) {
    tail += term;
    term *= half / i;
  }
  return chances.length === 0 ? 1 : Math.min(1, tail);
}
