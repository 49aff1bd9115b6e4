/** What is told apart in the lines of a culprit, each up to a bound; beyond it figures are lower bounds or missing. */
export const counted = ['clients', 'names', 'targets', 'parameters', 'values', 'repeats'] as const;
export type Counted = (typeof counted)[number];

/**
 * The bounds: different clients of all windows together; names of one dimension; lines whose targets are read; parameters of
 * queries, and the values of all of them; different targets of clients, and pages of lists. All but the first for each culprit.
 */
export const countLimits: Readonly<Record<Counted, number>> = {
  clients: 200_000,
  names: 50_000,
  targets: 100_000,
  parameters: 32,
  values: 20_000,
  repeats: 20_000,
};
