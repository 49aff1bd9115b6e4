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
import { KIB, Observation, wholeMs } from '../../src/rollup/observation.ts';
import type { Request } from '../../src/rollup/request.ts';

/** The cells of one slice by bucket, as the formulas above `cell.ts` have them, request by request. */
export function observedCells(log: readonly Request[], widthMs: number): Map<number, number[]> {
  const cells = new Map<number, number[]>();
  for (const one of log) {
    const observed = new Observation();
    if (observed.take(one)) addRequest(cells, observed, widthMs);
  }
  return cells;
}

function addRequest(cells: Map<number, number[]>, observed: Observation, widthMs: number): void {
  const { startUs, endUs, bytesOut } = observed;
  const startBucket = Math.floor(startUs / (widthMs * 1000));
  const endBucket = Math.floor(endUs / (widthMs * 1000));
  const add = (bucket: number, column: number, amount: number): void => {
    const cell: number[] = cells.get(bucket) ?? new Array(CELL_STRIDE).fill(0);
    cells.set(bucket, cell);
    cell[column] = (cell[column] ?? 0) + amount;
  };
  const occupy = (bucket: number, weight: number, time: { us: number; ms: number }): void => {
    const kib = Math.floor(bytesOut / KIB);
    add(bucket, IN_FLIGHT_STEP, weight);
    add(bucket, IN_FLIGHT_OFFSET, weight * time.us);
    add(bucket, HELD_STEP, weight * bytesOut);
    add(bucket, HELD_OFFSET_KIB, weight * kib * time.ms);
    add(bucket, HELD_OFFSET_REST, weight * (bytesOut - kib * KIB) * time.ms);
  };
  add(startBucket, STARTED, 1);
  add(endBucket, ENDED, 1);
  add(endBucket, BYTES_OUT, bytesOut);
  add(endBucket, BYTES_IN, observed.bytesIn);
  add(endBucket, ABORTS, observed.aborted);
  add(endBucket, ERRORS, observed.failed);
  if (observed.timed === 0) return;
  const [startMs, endMs] = [startBucket * widthMs, endBucket * widthMs];
  occupy(startBucket, 1, { us: startMs * 1000 - startUs, ms: startMs - wholeMs(startUs) });
  occupy(endBucket, -1, { us: endMs * 1000 - endUs, ms: endMs - wholeMs(endUs) });
}
