import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SortedWindow } from '../../src/statistics/sorted-window.ts';
import { median, robustSpread } from '../../src/statistics/summaries.ts';

const finite = fc.oneof(
  fc.integer({ min: -5, max: 5 }),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }),
);

describe('SortedWindow', () => {
  it('tells what sorting the values that are in it would tell', () => {
    const steps = fc.array(fc.record({ value: finite, leaves: fc.boolean() }), { minLength: 1 });
    fc.assert(
      fc.property(steps, finite, (all, centre) => {
        const window = new SortedWindow(all.length);
        const inside: number[] = [];
        for (const { value, leaves } of all) {
          window.add(value);
          inside.push(value);
          if (leaves) window.remove(inside.shift() ?? 0);
          expect(window.length).toBe(inside.length);
          // Of zeros with and without a sign either may be told.
          expect(window.median() + 0).toBe(median(inside) + 0);
          expect(window.spreadAround(centre)).toBe(robustSpread(inside, centre));
        }
      }),
    );
  });

  it('knows nothing of nothing', () => {
    const window = new SortedWindow(1);
    expect(window.median()).toBeNaN();
    expect(window.spreadAround(0)).toBeNaN();
  });
});
