import { mean } from './intervals.ts';

/** A score from 0 to 1 that something is right, and whether it was. */
export interface Scored {
  readonly score: number;
  readonly isRight: boolean;
}

/** Bins of equal width that scores are put into. */
export const CALIBRATION_BINS = 10;

/** The claims of one bin of scores. */
export interface CalibrationBin {
  readonly from: number;
  readonly to: number;
  readonly n: number;
  readonly meanScore: number;
  /** The part that was right. */
  readonly rightShare: number;
}

/** The bins that hold claims; a score of 1 is in the last. */
export function calibrationBins(claims: readonly Scored[]): readonly CalibrationBin[] {
  const bins = Array.from({ length: CALIBRATION_BINS }, (): Scored[] => []);
  for (const claim of claims) {
    const bin = Math.min(CALIBRATION_BINS - 1, Math.floor(claim.score * CALIBRATION_BINS));
    bins[bin]?.push(claim);
  }
  return bins.flatMap((own, bin) =>
    own.length === 0
      ? []
      : [
          {
            from: bin / CALIBRATION_BINS,
            to: (bin + 1) / CALIBRATION_BINS,
            n: own.length,
            meanScore: mean(own.map(({ score }) => score)),
            rightShare: mean(own.map(outcome)),
          },
        ],
  );
}

/** How far scores are from the part that is right, on average over the claims: 0 is perfect. */
export function expectedCalibrationError(claims: readonly Scored[]): number {
  const gaps = calibrationBins(claims).map(
    ({ n, meanScore, rightShare }) => n * Math.abs(meanScore - rightShare),
  );
  return gaps.reduce((sum, gap) => sum + gap, 0) / claims.length;
}

/** The mean square of what scores are off by: 0 is perfect, always 0.5 gives 0.25. */
export function brierScore(claims: readonly Scored[]): number {
  return mean(claims.map((claim) => (claim.score - outcome(claim)) ** 2));
}

function outcome({ isRight }: Scored): number {
  return isRight ? 1 : 0;
}
