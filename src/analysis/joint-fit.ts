import { dot } from '../statistics/summaries.ts';

/** What is left of a column after the others: below this share of its square it is rounding. */
const RANK_TOLERANCE = 1e-9;
/** A column that stays the same has this share of its square around its mean. */
const ROUNDING = 1e-18;

/**
 * How much of a response's variance (R², 0 to 1) each set of columns explains together, none with a negative part: by
 * the bits of the set. All columns are of one length. A set explains no less than any part of it. For few columns only:
 * each of the 2^n sets is solved.
 *
 * Of least squares whose coefficients may not be negative the best is the plain one on some subset where all of them
 * come out positive (https://doi.org/10.1137/1.9781611971217, chapter 23), so the best over the subsets is taken.
 */
export function jointFits(
  response: Float64Array,
  columns: readonly Float64Array[],
): readonly number[] {
  const y = centred(response);
  const xs = columns.map(centred);
  const total = dot(y, y);
  const gram = xs.map((x) => xs.map((other) => dot(x, other)));
  const moments = xs.map((x) => dot(x, y));
  const fits = [0];
  for (let set = 1; set < 1 << columns.length; set++) {
    const members = columns.flatMap((_, at) => ((set >> at) & 1 ? [at] : []));
    let best = total > 0 ? plainFit(members, gram, moments) / total : 0;
    for (const member of members) best = Math.max(best, fits[set & ~(1 << member)] ?? 0);
    fits.push(Math.min(1, best));
  }
  return fits;
}

/** The square that plain least squares on some columns explain; 0 where a coefficient is negative or none is unique. */
function plainFit(
  members: readonly number[],
  gram: readonly (readonly number[])[],
  moments: readonly number[],
): number {
  const rows = members.map((a) => [...members.map((b) => gram[a]?.[b] ?? 0), moments[a] ?? 0]);
  const coefficients = solved(rows);
  if (coefficients === undefined || coefficients.some((one) => one < 0)) return 0;
  return members.reduce((sum, a, at) => sum + (coefficients[at] ?? 0) * (moments[a] ?? 0), 0);
}

/** Solves symmetric equations, their right side last in each row, by elimination; undefined where they are singular. */
function solved(rows: readonly number[][]): readonly number[] | undefined {
  const squares = rows.map((row, at) => row[at] ?? 0);
  for (const [at, row] of rows.entries()) {
    const pivot = row[at] ?? 0;
    if (!(pivot > RANK_TOLERANCE * (squares[at] ?? 0))) return undefined;
    for (const other of rows) {
      const share = other === row ? 0 : (other[at] ?? 0) / pivot;
      for (const [column, value] of row.entries()) {
        other[column] = (other[column] ?? 0) - share * value;
      }
    }
  }
  return rows.map((row, at) => (row.at(-1) ?? 0) / (row[at] ?? 1));
}

/** Without its mean; zeros where no more than rounding is left. */
export function centred(column: Float64Array): Float64Array {
  const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
  const rest = column.map((value) => value - mean);
  return dot(rest, rest) > ROUNDING * dot(column, column) ? rest : rest.fill(0);
}
