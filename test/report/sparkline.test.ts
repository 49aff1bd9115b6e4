import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf, SPARKLINE_COLUMNS, sparkline } from '../../src/report/sparkline.ts';

describe('a sparkline', () => {
  it.each([
    ['a rise from nothing', [0, 1, 4, 7], '▁▂▅█'],
    ['what stays', [5, 5, 5], '▁▁▁'],
    ['a level far from 0 by its changes', [100, 107], '▁█'],
    ['gaps', [0, null, 7], '▁ █'],
    ['what falls below 0', [-7, 0], '▁█'],
    ['nothing known', [null, null], '  '],
    ['nothing', [], ''],
  ])('shows %s', (_, values, expected) => {
    expect(sparkline(values)).toBe(expected);
  });

  it('merges by the highest or the mean, and leaves out what is not known', () => {
    const values = Array.from({ length: 2 * SPARKLINE_COLUMNS }, (_, at) => (at % 2 === 0 ? 1 : 3));
    expect(columnsOf(values, 'highest')[0]).toBe(3);
    expect(columnsOf(values, 'mean')[0]).toBe(2);
    expect(columnsOf([null, ...values.slice(1)], 'mean')[0]).toBe(3);
  });

  it('is never wider than its columns, and never narrower than what is known', () => {
    const values = fc.array(fc.option(fc.double({ noNaN: true, min: -1e9, max: 1e9 })), {
      maxLength: 300,
    });
    fc.assert(
      fc.property(values, (given) => {
        const line = sparkline(columnsOf(given, 'highest'));
        expect(line).toHaveLength(Math.min(given.length, SPARKLINE_COLUMNS));
        expect(line).toMatch(/^[ ▁▂▃▄▅▆▇█]*$/);
      }),
    );
  });
});
