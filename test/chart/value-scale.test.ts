import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valueScale } from '../../src/chart/value-scale.ts';

describe('valueScale', () => {
  it.each([
    ['counts from 0', [3, 150], { min: 0, max: 150, step: 50 }],
    ['bytes from 0', [4.1e9, 15.8e9], { min: 0, max: 20e9, step: 5e9 }],
    ['near values closely', [50.2e9, 52.9e9], { min: 50e9, max: 53e9, step: 1e9 }],
    ['what is always the same', [7, 7], { min: 0, max: 8, step: 2 }],
    ['nothing but 0', [0, 0], { min: 0, max: 1, step: 1 }],
    ['nothing', [], { min: 0, max: 1, step: 1 }],
    ['what is below 0', [-5, 10], { min: -5, max: 10, step: 5 }],
  ])('labels %s', (_, values, expected) => {
    expect(valueScale(values, 4)).toEqual(expected);
  });

  it('holds all values in no more steps than asked for', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e15, max: 1e15, noNaN: true }), { minLength: 1 }),
        fc.integer({ min: 2, max: 6 }),
        (values, most) => {
          const { min, max, step } = valueScale(values, most);
          const slack = 1e-6 * (max - min);
          for (const value of values) {
            expect(value).toBeGreaterThanOrEqual(min - slack);
            expect(value).toBeLessThanOrEqual(max + slack);
          }
          expect((max - min) / step).toBeLessThanOrEqual(most + 1e-6);
        },
      ),
    );
  });
});
