import fc from 'fast-check';
import { expect, it } from 'vitest';
import { GRID_SECONDS, GridLevel } from './grid-level.ts';

const SPAN = 100;

it('has the mean of each step, wherever in it something begins and ends', () => {
  const level = new GridLevel(4 * GRID_SECONDS);
  level.add(0.5 * GRID_SECONDS, 2.25 * GRID_SECONDS, 8);
  expect([...level.means()]).toEqual([4, 8, 2, 0]);
});

it('keeps the sum of what was added inside its span', () => {
  const piece = fc.record({
    from: fc.double({ min: 0, max: SPAN, noNaN: true }),
    seconds: fc.double({ min: 0, max: 2 * SPAN, noNaN: true }),
    weight: fc.integer({ min: -9, max: 9 }),
  });
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const level = new GridLevel(SPAN);
      let sum = 0;
      for (const { from, seconds, weight } of pieces) {
        level.add(from, from + seconds, weight);
        sum += weight * (Math.min(SPAN, from + seconds) - from);
      }
      const kept = level.means().reduce((total, mean) => total + mean * GRID_SECONDS, 0);
      expect(kept).toBeCloseTo(sum, 6);
    }),
  );
});
