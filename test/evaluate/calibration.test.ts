import { expect, it } from 'vitest';
import { brierScore, calibrationBins, expectedCalibrationError } from './calibration.ts';

function claims(
  score: number,
  right: number,
  wrong: number,
): { score: number; isRight: boolean }[] {
  return Array.from({ length: right + wrong }, (_, at) => ({ score, isRight: at < right }));
}

it('is perfect where the scores are the parts that are right', () => {
  const all = [...claims(0.75, 3, 1), ...claims(0.25, 1, 3)];
  expect(expectedCalibrationError(all)).toBe(0);
  expect(brierScore(claims(1, 4, 0))).toBe(0);
});

it('is off by how far scores are from it', () => {
  expect(expectedCalibrationError(claims(0.9, 0, 2))).toBeCloseTo(0.9);
  expect(expectedCalibrationError([...claims(0.9, 0, 2), ...claims(0.1, 0, 6)])).toBeCloseTo(0.3);
  expect(brierScore(claims(0.5, 1, 1))).toBe(0.25);
});

it('has bins of a tenth, 1 in the last', () => {
  const bins = calibrationBins([...claims(1, 1, 0), ...claims(0.95, 0, 1), ...claims(0.1, 0, 1)]);
  expect(bins.map(({ from, n, rightShare }) => ({ from, n, rightShare }))).toEqual([
    { from: 0.1, n: 1, rightShare: 0 },
    { from: 0.9, n: 2, rightShare: 0.5 },
  ]);
});
