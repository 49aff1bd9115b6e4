/** One observation: what is known of it, and what came of it. */
export interface Observation {
  readonly features: readonly number[];
  readonly isRight: boolean;
}

/** Keeps coefficients finite where the features tell right from wrong without an error. */
const RIDGE = 1e-3;
const MOST_STEPS = 100;
const SETTLED = 1e-10;

/**
 * Coefficients of a logistic regression, the constant first: Newton's steps on the likelihood, with a slight ridge on all but the
 * constant. Deterministic.
 */
export function logisticFit(observations: readonly Observation[]): readonly number[] {
  const rows = observations.map(({ features }) => [1, ...features]);
  const width = rows[0]?.length ?? 1;
  let coefficients: readonly number[] = Array.from({ length: width }, () => 0);
  for (let step = 0; step < MOST_STEPS; step++) {
    const change = newtonStep(rows, observations, coefficients);
    coefficients = coefficients.map((one, at) => one + (change[at] ?? 0));
    if (Math.max(...change.map(Math.abs)) < SETTLED) break;
  }
  return coefficients;
}

/** The chance that coefficients, the constant first, give. */
export function chanceBy(coefficients: readonly number[], features: readonly number[]): number {
  const sum = [1, ...features].reduce((all, x, at) => all + x * (coefficients[at] ?? 0), 0);
  return 1 / (1 + Math.exp(-sum));
}

function newtonStep(
  rows: readonly (readonly number[])[],
  observations: readonly Observation[],
  coefficients: readonly number[],
): readonly number[] {
  const ridge = (at: number): number => (at === 0 ? 0 : RIDGE);
  const equations = coefficients.map((_, at) =>
    coefficients.map((__, other) => (other === at ? ridge(at) : 0)),
  );
  const gradient = coefficients.map((one, at) => -ridge(at) * one);
  for (const [at, row] of rows.entries()) {
    const chance = chanceBy(coefficients, row.slice(1));
    const miss = (observations[at]?.isRight ? 1 : 0) - chance;
    for (const [i, x] of row.entries()) {
      gradient[i] = (gradient[i] ?? 0) + miss * x;
      const equation = equations[i] ?? [];
      for (const [j, y] of row.entries()) {
        equation[j] = (equation[j] ?? 0) + chance * (1 - chance) * x * y;
      }
    }
  }
  return solution(equations, gradient);
}

/** Of positive definite equations, by elimination. */
function solution(equations: readonly number[][], right: readonly number[]): readonly number[] {
  const rows = equations.map((equation, at) => [...equation, right[at] ?? 0]);
  for (const [at, row] of rows.entries()) {
    for (const other of rows) {
      const share = other === row ? 0 : (other[at] ?? 0) / (row[at] ?? 1);
      for (const [column, value] of row.entries()) {
        other[column] = (other[column] ?? 0) - share * value;
      }
    }
  }
  return rows.map((row, at) => (row.at(-1) ?? 0) / (row[at] ?? 1));
}
