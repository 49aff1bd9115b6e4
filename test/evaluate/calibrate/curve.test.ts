import { describe, expect, it } from 'vitest';
import { evidenceFeatures } from '../../../src/analysis/confidence.ts';
import { Random } from '../../bench/random.ts';
import { expectedCalibrationError } from '../calibration.ts';
import { curveOf, type JudgedClaim, scoredBy, scoredLeftOut } from './curve.ts';
import { chanceBy, logisticFit } from './logistic.ts';

const random = new Random(5);

/** Claims that are right as often as the curve says. */
function claimsBy(curve: readonly number[], n: number): readonly JudgedClaim[] {
  return Array.from({ length: n }, (_, at) => {
    const product = 0.25 + 0.75 * random.share();
    const [isFirst, isProven] = [random.share() < 0.7, random.share() < 0.6];
    const strength = { product, isFirst, isProven };
    const isRight = random.share() < chanceBy(curve, evidenceFeatures(strength));
    return { ...strength, isRight, family: `f${at % 7}` };
  });
}

const TRUE_CURVE = [3, 2, 1.5, 1];
const claims = claimsBy(TRUE_CURVE, 4000);

describe('a logistic regression', () => {
  it('finds the coefficients that made what it is fitted to', () => {
    const curve = curveOf(claims);
    for (const [at, one] of TRUE_CURVE.entries()) {
      expect(Math.abs((curve[at] ?? Number.NaN) - one)).toBeLessThan(0.5);
    }
  });

  it('gives the part that was right where nothing is known', () => {
    const observations = [true, true, true, false].map((isRight) => ({ features: [], isRight }));
    expect(chanceBy(logisticFit(observations), [])).toBeCloseTo(0.75, 9);
  });

  it('stays finite where right and wrong never meet', () => {
    const apart = [-2, -1, 1, 2].map((x) => ({ features: [x], isRight: x > 0 }));
    const [constant, slope] = logisticFit(apart);
    expect(constant).toBeCloseTo(0, 6);
    expect(slope).toBeGreaterThan(1);
    expect(slope).toBeLessThan(20);
  });
});

describe('a curve', () => {
  it('makes scores hold, also those of families that it was not fitted to', () => {
    expect(expectedCalibrationError(scoredBy(curveOf(claims), claims))).toBeLessThan(0.03);
    const leftOut = scoredLeftOut(claims);
    expect(leftOut).toHaveLength(claims.filter(({ isFirst }) => isFirst).length);
    expect(expectedCalibrationError(leftOut)).toBeLessThan(0.03);
  });

  it('is refused where less evidence would be worth more', () => {
    const upside = claims.map((claim) => ({ ...claim, isRight: !claim.isRight }));
    expect(() => curveOf(upside)).toThrow('the more evidence, the less was right');
  });
});
