/** Factors of the score by their names in `evidence`, in the order in which a report tells them: their values multiply to it. */
export const scoreFactors = [
  'correlation',
  'explained',
  'plausibility',
  'onset-order',
  'coverage',
  'support',
  'innocence',
  'ownership',
  'recurrence',
  'farm-contrast',
] as const;
export type ScoreFactor = (typeof scoreFactors)[number];

/** The share of other times that scored as high: it stands behind the factors, and is none. */
export const PLACEBO = 'placebo';

const weighing: ReadonlySet<string> = new Set<string>([...scoreFactors, PLACEBO]);

/** Whether evidence of this name weighs in the verdict; what else is told has its numbers in its sentence. */
export function isWeighing(factor: string): boolean {
  return weighing.has(factor);
}
