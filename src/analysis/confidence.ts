/**
 * How often findings with such evidence were right: a logistic curve over the logarithm of the product of the factors, lower
 * for suspects, whom something speaks for in spite of the product, and for those named behind another. `npm run calibrate`
 * (test/evaluate/README.md) fits it to cases that are made apart from the analysis. It only rises with the product, so that
 * findings of a verdict keep their order.
 */
const CONSTANT = 5.08;
const PER_PRODUCT = 1.19;
const BEHIND_ANOTHER = 1.66;
const NOT_PROVEN = 3.25;

/** What the confidence in a finding goes by. */
export interface Strength {
  /** Of its factors, 0 to 1. */
  readonly product: number;
  /** Whether it is the first of its incident. */
  readonly isFirst: boolean;
  /** Whether it is called a culprit, not a suspect. */
  readonly isProven: boolean;
}

/** What the curve is a function of; it rises with each. */
export function evidenceFeatures({
  product,
  isFirst,
  isProven,
}: Strength): readonly [number, number, number] {
  return [Math.log(product), isFirst ? 0 : -1, isProven ? 0 : -1];
}

/** How likely a finding is right, 0 to 1. */
export function confidenceOf(strength: Strength): number {
  const [product, place, proof] = evidenceFeatures(strength);
  const height = CONSTANT + PER_PRODUCT * product + BEHIND_ANOTHER * place + NOT_PROVEN * proof;
  return 1 / (1 + Math.exp(-height));
}
