import type { BatchCells } from './batch-cells.ts';
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
} from './cell.ts';
import { add } from './columns.ts';
import { KIB } from './observation.ts';
import {
  ABORTED_REQUESTS,
  FAILED_REQUESTS,
  HELD_KIB_MS,
  HELD_REST_MS,
  RECEIVED,
  REQUESTS,
  SENT,
  SUMS,
  WORKER_MICROS,
} from './summary.ts';

/**
 * Adds what slices of a batch come to, SUMS numbers a slice, from all of their cells. Occupancy is a step that lasts until the
 * batch's end less what its cell says (cell.ts): as all steps of a slice cancel out, that is what they take off at 0.
 */
export function addSums(sums: Float64Array, batch: BatchCells, widthMs: number): void {
  const { values: cells, slices: cellSlices, buckets: cellBuckets, hasRare } = batch;
  for (let cell = 0; cell < batch.size; cell++) {
    const from = cell * CELL_STRIDE;
    const at = (cellSlices[cell] ?? 0) * SUMS;
    add(sums, at + REQUESTS, cells[from + ENDED] ?? 0);
    add(sums, at + SENT, cells[from + BYTES_OUT] ?? 0);
    add(sums, at + WORKER_MICROS, cells[from + IN_FLIGHT_OFFSET] ?? 0);
    add(sums, at + HELD_KIB_MS, cells[from + HELD_OFFSET_KIB] ?? 0);
    add(sums, at + HELD_REST_MS, cells[from + HELD_OFFSET_REST] ?? 0);
    if (hasRare[cell] !== 1) continue;
    add(sums, at + RECEIVED, cells[from + BYTES_IN] ?? 0);
    add(sums, at + ABORTED_REQUESTS, cells[from + ABORTS] ?? 0);
    add(sums, at + FAILED_REQUESTS, cells[from + ERRORS] ?? 0);
    takeOffSteps(sums, at, {
      beforeMs: (cellBuckets[cell] ?? 0) * widthMs,
      inFlight: cells[from + IN_FLIGHT_STEP] ?? 0,
      held: cells[from + HELD_STEP] ?? 0,
    });
  }
}

interface Steps {
  /** From the batch's beginning to the bucket. */
  readonly beforeMs: number;
  readonly inFlight: number;
  readonly held: number;
}

function takeOffSteps(sums: Float64Array, at: number, { beforeMs, inFlight, held }: Steps): void {
  if (inFlight === 0 && held === 0) return;
  const kib = Math.floor(held / KIB);
  add(sums, at + WORKER_MICROS, -inFlight * beforeMs * 1000);
  add(sums, at + HELD_KIB_MS, -kib * beforeMs);
  add(sums, at + HELD_REST_MS, -(held - kib * KIB) * beforeMs);
}
