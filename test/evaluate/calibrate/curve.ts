import { evidenceFeatures, type Strength } from '../../../src/analysis/confidence.ts';
import type { Scored } from '../calibration.ts';
import { groupsOf } from '../groups.ts';
import { chanceBy, logisticFit } from './logistic.ts';

/** What was named in a case, and whether it was right. */
export interface JudgedClaim extends Strength {
  readonly family: string;
  readonly isRight: boolean;
}

/** Constant, per logarithm of the product, and what being named behind another and being a suspect take off. */
export type Curve = readonly number[];

/** The curve that fits claims best. Throws an Error where it would turn an order around. */
export function curveOf(claims: readonly JudgedClaim[]): Curve {
  const curve = logisticFit(
    claims.map((claim) => ({ features: evidenceFeatures(claim), isRight: claim.isRight })),
  );
  const falling = curve.slice(1).some((one) => one < 0);
  if (falling) throw new Error(`the more evidence, the less was right: ${curve.join(', ')}`);
  return curve;
}

/** Claims with the chance that a curve gives them. */
export function scoredBy(curve: Curve, claims: readonly JudgedClaim[]): readonly Scored[] {
  return claims.map((claim) => ({
    score: chanceBy(curve, evidenceFeatures(claim)),
    isRight: claim.isRight,
  }));
}

/** What was named first in each family, with the chance that a curve gives it which was fitted to the other families. */
export function scoredLeftOut(claims: readonly JudgedClaim[]): readonly Scored[] {
  return groupsOf(claims, ({ family }) => family).flatMap(([name, own]) => {
    const others = claims.filter(({ family }) => family !== name);
    return scoredBy(
      curveOf(others),
      own.filter(({ isFirst }) => isFirst),
    );
  });
}
