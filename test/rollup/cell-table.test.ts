import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CellTable } from '../../src/rollup/cell-table.ts';

describe('the table of cells', () => {
  it('finds each place again, whatever the order, and tells them newest first', () => {
    const places = fc.oneof(
      fc.array(fc.tuple(fc.nat(2), fc.nat(40)), { maxLength: 200 }),
      fc.array(fc.tuple(fc.nat(1), fc.nat(40_000)), { minLength: 500, maxLength: 1500 }),
    );
    fc.assert(
      fc.property(places, (asked) => {
        const cells = new CellTable(1);
        for (const [owner, place] of asked) {
          const row = cells.rowOf(owner, place);
          cells.values[row] = (cells.values[row] ?? 0) + 1;
        }
        for (const owner of [0, 1, 2]) {
          const own = asked.filter(([one]) => one === owner).map(([, place]) => place);
          const told: [number, number][] = [];
          for (let row = cells.newest(owner); row >= 0; row = cells.older(row)) {
            told.push([cells.place(row), cells.values[row] ?? 0]);
          }
          const distinct = [...new Set(own)].sort((one, two) => two - one);
          expect(told).toEqual(
            distinct.map((place) => [place, own.filter((one) => one === place).length]),
          );
        }
      }),
    );
  });

  it('forgets one owner and leaves the others, with new rows at zero', () => {
    const cells = new CellTable(1);
    for (const owner of [0, 1]) {
      for (let place = 0; place < 100; place++) {
        const row = cells.rowOf(owner, place);
        cells.values[row] = owner + 1;
      }
    }
    cells.release(0);
    expect(cells.size).toBe(100);
    expect(cells.newest(0)).toBe(-1);
    for (let place = 0; place < 100; place++) {
      const [kept, added] = [cells.rowOf(1, place), cells.rowOf(2, place)];
      expect([cells.values[kept], cells.values[added]]).toEqual([2, 0]);
    }
  });
});
