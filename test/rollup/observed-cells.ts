import {
  ABORTS,
  BYTES_IN,
  BYTES_OUT,
  CELL_STRIDE,
  ENDED,
  ERRORS,
  HELD_OFFSET_KIB,
  HELD_OFFSET_REST,
  HELD_STEP,
  IN_FLIGHT_OFFSET,
  IN_FLIGHT_STEP,
  STARTED,
} from '../../src/rollup/cell.ts';
import { CellTable } from '../../src/rollup/cell-table.ts';
import { KIB, Observation, wholeMs } from '../../src/rollup/observation.ts';
import type { Request } from '../../src/rollup/request.ts';

/** The cells of one slice as the formulas above `cell.ts` have them, request by request. */
export function observedCells(log: readonly Request[], slice: number, widthMs: number): CellTable {
  const cells = new CellTable(CELL_STRIDE);
  for (const one of log) {
    const observed = new Observation();
    if (observed.take(one)) addRequest(cells, slice, { observed, widthMs });
  }
  return cells;
}

function addRequest(
  cells: CellTable,
  slice: number,
  { observed, widthMs }: { readonly observed: Observation; readonly widthMs: number },
): void {
  const { startUs, endUs, bytesOut } = observed;
  const startBucket = Math.floor(startUs / (widthMs * 1000));
  const endBucket = Math.floor(endUs / (widthMs * 1000));
  const start = cells.rowOf(slice, startBucket) * CELL_STRIDE;
  const end = cells.rowOf(slice, endBucket) * CELL_STRIDE;
  const add = (at: number, amount: number): void => {
    cells.values[at] = (cells.values[at] ?? 0) + amount;
  };
  const occupy = (at: number, weight: number, time: { us: number; ms: number }): void => {
    const kib = Math.floor(bytesOut / KIB);
    add(at + IN_FLIGHT_STEP, weight);
    add(at + IN_FLIGHT_OFFSET, weight * time.us);
    add(at + HELD_STEP, weight * bytesOut);
    add(at + HELD_OFFSET_KIB, weight * kib * time.ms);
    add(at + HELD_OFFSET_REST, weight * (bytesOut - kib * KIB) * time.ms);
  };
  add(start + STARTED, 1);
  add(end + ENDED, 1);
  add(end + BYTES_OUT, bytesOut);
  add(end + BYTES_IN, observed.bytesIn);
  add(end + ABORTS, observed.aborted);
  add(end + ERRORS, observed.failed);
  if (observed.timed === 0) return;
  const [startMs, endMs] = [startBucket * widthMs, endBucket * widthMs];
  occupy(start, 1, { us: startMs * 1000 - startUs, ms: startMs - wholeMs(startUs) });
  occupy(end, -1, { us: endMs * 1000 - endUs, ms: endMs - wholeMs(endUs) });
}
