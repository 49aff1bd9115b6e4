import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CELL_STRIDE, HELD_OFFSET_KIB, HELD_OFFSET_REST } from '../../src/rollup/cell.ts';
import type { CellRun } from '../../src/rollup/cell-run.ts';
import { CellRuns } from '../../src/rollup/cell-runs.ts';
import { widthMsAt } from '../../src/rollup/grid.ts';
import type { Request } from '../../src/rollup/request.ts';
import { observedCells } from './observed-cells.ts';
import { packRun } from './packed-cells.ts';
import { anyLog } from './requests.ts';

/** Cells of the slices at the places of `logs`, those of the last slice first. */
function runOf(logs: readonly (readonly Request[])[], widthMs: number): CellRun {
  const cells = logs
    .flatMap((log, slice) =>
      [...observedCells(log, widthMs)].map(([bucket, values]) => ({ slice, bucket, values })),
    )
    .reverse();
  return packRun({
    widthMs,
    slices: Int32Array.from(cells, ({ slice }) => slice),
    buckets: Uint32Array.from(cells, ({ bucket }) => bucket),
    values: Float64Array.from(cells.flatMap(({ values }) => values)),
  });
}

/** Held bytes of whole KiB and the rest are two parts of one number, and split differently. */
function comparable(bucket: number, values: readonly number[]): [number, number[]] {
  const held = (values[HELD_OFFSET_KIB] ?? 0) * 1024 + (values[HELD_OFFSET_REST] ?? 0);
  const others = values.filter((_, at) => at !== HELD_OFFSET_KIB && at !== HELD_OFFSET_REST);
  return [bucket, [...others, held].map((value) => value + 0)];
}

function told({ settled }: CellRuns, slice: number): [number, number[]][] {
  const { buckets, values } = settled.read(slice);
  return Array.from(buckets, (bucket, cell) =>
    comparable(bucket, [...values.subarray(cell * CELL_STRIDE, (cell + 1) * CELL_STRIDE)]),
  );
}

function expected(log: readonly Request[], widthMs: number): [number, number[]][] {
  return [...observedCells(log, widthMs)]
    .map(([bucket, values]) => comparable(bucket, values))
    .sort(([one], [two]) => one - two);
}

describe('cells that are settled', () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])(
    'at rung %i are those of the requests, at once and rung by rung, whatever came first',
    (rung) => {
      fc.assert(
        fc.property(fc.array(anyLog, { minLength: 1, maxLength: 3 }), anyLog, (logs, more) => {
          const direct = new CellRuns(1e6);
          const stepwise = new CellRuns(1e6);
          for (const runs of [direct, stepwise]) {
            runs.add(runOf(logs, widthMsAt(0)));
            runs.add(runOf([more], widthMsAt(Math.min(1, rung))));
          }
          direct.settle(rung);
          for (let fine = Math.min(1, rung); fine <= rung; fine++) stepwise.settle(fine);
          logs.forEach((log, slice) => {
            const all = slice === 0 ? [...log, ...more] : log;
            expect(told(direct, slice)).toEqual(expected(all, widthMsAt(rung)));
            expect(told(stepwise, slice)).toEqual(expected(all, widthMsAt(rung)));
          });
        }),
        { numRuns: 25 },
      );
    },
  );

  it('are the same where they were made wider as they came', () => {
    fc.assert(
      fc.property(fc.array(anyLog, { minLength: 1, maxLength: 3 }), anyLog, (logs, more) => {
        const widened = new CellRuns(1e6);
        widened.add(runOf(logs, widthMsAt(0)));
        widened.widen(2);
        const before = widened.size;
        widened.add(runOf([more], widthMsAt(1)));
        widened.widen(3);
        expect(widened.size).toBeLessThanOrEqual(
          before + runOf([more], widthMsAt(1)).slices.length,
        );
        widened.settle(3);
        logs.forEach((log, slice) => {
          const all = slice === 0 ? [...log, ...more] : log;
          expect(told(widened, slice)).toEqual(expected(all, widthMsAt(3)));
        });
      }),
    );
  });

  it('are those of another slice where they were moved, from there on too', () => {
    fc.assert(
      fc.property(anyLog, anyLog, anyLog, (one, two, three) => {
        const runs = new CellRuns(1e6);
        runs.add(runOf([one, two, three], 1000));
        runs.move(0, 1);
        runs.move(1, 2);
        runs.relabel();
        runs.add(runOf([one], 1000));
        runs.settle(0);
        expect(told(runs, 0)).toEqual(expected(one, 1000));
        expect(told(runs, 1)).toEqual([]);
        expect(told(runs, 2)).toEqual(expected([...one, ...two, ...three], 1000));
      }),
      { numRuns: 50 },
    );
  });

  it('are at most two for a request, however long it lasts', () => {
    for (const lasted of [0, 3_600_000, 86_400_000]) {
      const startMs = 1_714_000_000_500;
      const one = { startMs, endMs: startMs + lasted, durationKnown: true } as Request;
      const runs = new CellRuns(10);
      runs.add(runOf([[{ ...one, dimensions: {} }]], 1000));
      expect(runs.size).toBe(lasted === 0 ? 1 : 2);
    }
  });

  it('are asked to be merged when a quarter more than allowed have gathered, and are so in wider buckets', () => {
    const at = (second: number): Request =>
      ({ startMs: second * 1000, endMs: second * 1000, dimensions: {} }) as Request;
    const runs = new CellRuns(4);
    for (let second = 0; second < 5; second++) runs.add(runOf([[at(second)]], 1000));
    expect(runs.isFull).toBe(false);
    runs.add(runOf([[at(5)]], 1000));
    expect(runs.isFull).toBe(true);
    expect(runs.settle(0)).toBe(1);
    expect([runs.size, runs.isFull]).toEqual([2, false]);
  });

  it('stay in buckets of the rung while there are no more than allowed', () => {
    fc.assert(
      fc.property(fc.array(anyLog, { minLength: 1, maxLength: 3 }), (logs) => {
        const exact = new CellRuns(1e6);
        exact.add(runOf(logs, 1000));
        expect(exact.settle(0)).toBe(0);
        const bounded = new CellRuns(Math.max(logs.length, exact.size - 1));
        bounded.add(runOf(logs, 1000));
        expect(bounded.settle(0) > 0).toBe(exact.size > logs.length);
        expect(bounded.size).toBeLessThanOrEqual(Math.max(logs.length, exact.size - 1));
      }),
    );
  });
});
