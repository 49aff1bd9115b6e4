import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Controls, partialFit } from '../../src/statistics/regression.ts';
import { noise } from '../support/series.ts';

const LENGTH = 60;
const ones = new Float64Array(LENGTH).fill(1);

function column(seed: number): Float64Array {
  const next = noise(seed);
  return Float64Array.from({ length: LENGTH }, next);
}

describe('Controls', () => {
  it('hold other columns as if those before had not been', () => {
    const controls = new Controls([ones, column(1), column(2)]);
    for (const columns of [[ones], [column(3), column(3), column(4)], []]) {
      const rest = controls.hold(columns).residual(column(5));
      expect(rest).toEqual(new Controls(columns).residual(column(5)));
    }
  });
});

describe('partialFit', () => {
  it('finds the slope of one column with another one held constant', () => {
    const activity = column(1);
    const rest = column(2);
    const response = activity.map((value, i) => 7 + 3 * value - 2 * (rest[i] ?? 0));
    const fit = partialFit(response, activity, new Controls([ones, rest]));
    expect(fit.slope).toBeCloseTo(3, 9);
    expect(fit.correlation).toBeCloseTo(1, 9);
  });

  it('gives nothing to a column that the controls explain', () => {
    const rest = column(3);
    const response = column(4);
    const fit = partialFit(
      response,
      rest.map((value) => 2 * value + 1),
      new Controls([ones, rest]),
    );
    expect(fit).toEqual({ correlation: 0, slope: 0 });
  });

  it('keeps the correlation within -1 and 1, and does not depend on units', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.nat(),
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        (a, b, unit) => {
          const response = column(a);
          const activity = column(b);
          const controls = new Controls([ones]);
          const fit = partialFit(response, activity, controls);
          const scaled = partialFit(
            response,
            activity.map((value) => value * unit),
            controls,
          );
          expect(Math.abs(fit.correlation)).toBeLessThanOrEqual(1 + 1e-9);
          expect(scaled.correlation).toBeCloseTo(fit.correlation, 6);
          expect(scaled.slope * unit).toBeCloseTo(fit.slope, 6);
        },
      ),
    );
  });
});
