/**
 * How often findings with such evidence were right: a logistic curve over the logarithm of the product of the factors, lower
 * for those named behind another. `npm run calibrate` (test/evaluate/README.md) fits it to cases that are made apart
 * from the analysis. It only rises with the product, so that findings keep their order.
 */
const CONSTANT = 2.71;
const PER_PRODUCT = 2.22;
const BEHIND_ANOTHER = 2.19;

/** What the confidence in a finding goes by. */
export interface Strength {
  /** Of its factors, 0 to 1. */
  readonly product: number;
  /** Whether it is the first of its incident. */
  readonly isFirst: boolean;
}

/** What the curve is a function of; it rises with each. */
export function evidenceFeatures({ product, isFirst }: Strength): readonly [number, number] {
  return [Math.log(product), isFirst ? 0 : -1];
}

/** How likely a finding is right, 0 to 1. */
export function confidenceOf(strength: Strength): number {
  const [product, place] = evidenceFeatures(strength);
  return 1 / (1 + Math.exp(-(CONSTANT + PER_PRODUCT * product + BEHIND_ANOTHER * place)));
}
