import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CELL_STRIDE, pourCells, widenCells } from '../../src/rollup/cell.ts';
import { CellTable } from '../../src/rollup/cell-table.ts';
import { widthMsAt } from '../../src/rollup/grid.ts';
import type { Request } from '../../src/rollup/request.ts';
import { observedCells } from './observed-cells.ts';
import { anyLog } from './requests.ts';

const slice = 3;

function observedAt(log: readonly Request[], widthMs: number): CellTable {
  return observedCells(log, slice, widthMs);
}

function cellsOf(cells: CellTable, owner: number): Map<number, number[]> {
  const rows = new Map<number, number[]>();
  for (let row = cells.newest(owner); row >= 0; row = cells.older(row)) {
    const at = row * CELL_STRIDE;
    rows.set(cells.place(row), Array.from(cells.values.subarray(at, at + CELL_STRIDE)));
  }
  return rows;
}

/** Held bytes of whole KiB and the rest are two parts of one number, and split differently. */
function comparable(cells: CellTable, owner: number): [number, number[]][] {
  return [...cellsOf(cells, owner)]
    .map(([place, row]): [number, number[]] => {
      const [kib = 0, rest = 0] = row.slice(-2);
      return [place, [...row.slice(0, -2), kib * 1024 + rest].map((value) => value + 0)];
    })
    .sort(([one], [two]) => one - two);
}

describe('coarsening', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9])(
    'to rung %i gives the cells that the requests give when observed there',
    (rung) => {
      fc.assert(
        fc.property(anyLog, (log) => {
          let cells = observedAt(log, widthMsAt(0));
          for (let fine = 0; fine < rung; fine++) {
            const to = new CellTable(CELL_STRIDE);
            const ratio = widthMsAt(fine + 1) / widthMsAt(fine);
            const pouring = { from: cells, owner: slice, to, toOwner: slice, ratio };
            pourCells(pouring, widthMsAt(fine));
            cells = to;
          }
          const widened = observedAt(log, widthMsAt(0));
          widenCells(widened, widthMsAt(rung) / widthMsAt(0), widthMsAt(0));
          const direct = comparable(observedAt(log, widthMsAt(rung)), slice);
          expect(comparable(cells, slice)).toEqual(direct);
          expect(comparable(widened, slice)).toEqual(direct);
        }),
        { numRuns: 40 },
      );
    },
  );
});

describe('the table of cells', () => {
  it('takes at most two cells for a request, however long it lasts', () => {
    const log = [{ lasted: 0 }, { lasted: 3600_000 }, { lasted: 86_400_000 }];
    for (const { lasted } of log) {
      const startMs = 1_714_000_000_500;
      const one = { startMs, endMs: startMs + lasted, durationKnown: true } as Request;
      expect(observedAt([{ ...one, dimensions: {} }], 1000).size).toBe(lasted === 0 ? 1 : 2);
    }
  });

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
