import {
  ABORTS,
  BYTES_IN,
  BYTES_OUT,
  ENDED,
  ERRORS,
  HELD_OFFSET_KIB,
  HELD_OFFSET_REST,
  HELD_STEP,
  IN_FLIGHT_OFFSET,
  IN_FLIGHT_STEP,
  STARTED,
} from './cell.ts';
import { add } from './columns.ts';
import type { Cost } from './cost.ts';
import type { Grid } from './grid.ts';
import type { MergedCells } from './merged-cells.ts';
import { KIB } from './observation.ts';

/** Whether requests count in the bucket in which they start or in that in which they end. */
export type Edge = 'start' | 'end';

/** One cost of one slice over the grid, in the units that `Rollup.activity` promises. */
export function readActivity(
  cells: MergedCells,
  slice: number,
  grid: Grid,
  cost: Cost,
  edge: Edge,
): Float64Array {
  const column = (place: number): Float64Array => denseColumn(cells, slice, grid, place);
  switch (cost) {
    case 'requests':
      return column(edge === 'start' ? STARTED : ENDED);
    case 'bytes-out':
      return column(BYTES_OUT);
    case 'bytes-in':
      return column(BYTES_IN);
    case 'aborts':
      return column(ABORTS);
    case 'errors':
      return column(ERRORS);
    case 'in-flight':
      return meanOccupancy(column(IN_FLIGHT_STEP), column(IN_FLIGHT_OFFSET), grid.widthMs * 1000);
    case 'held-bytes':
      return meanOccupancy(
        column(HELD_STEP),
        heldOffsets(column(HELD_OFFSET_KIB), column(HELD_OFFSET_REST)),
        grid.widthMs,
      );
  }
}

function denseColumn(cells: MergedCells, slice: number, grid: Grid, column: number): Float64Array {
  const dense = new Float64Array(grid.length);
  const origin = grid.originMs / grid.widthMs;
  for (let cell = cells.newest(slice); cell >= 0; cell = cells.older(cell)) {
    dense[cells.bucket(cell) - origin] = cells.value(cell, column);
  }
  return dense;
}

/** Rounded once, from parts that are exact: equal logs give equal numbers. */
function heldOffsets(kib: Float64Array, rest: Float64Array): Float64Array {
  return kib.map((amount, bucket) => amount * KIB + (rest[bucket] ?? 0));
}

/** The integral over each bucket (cell.ts) divided by the width, which is in the unit of the offsets. */
function meanOccupancy(steps: Float64Array, offsets: Float64Array, width: number): Float64Array {
  const means = new Float64Array(steps.length);
  let occupied = 0;
  for (let bucket = 0; bucket < means.length; bucket++) {
    occupied += steps[bucket] ?? 0;
    add(means, bucket, (occupied * width + (offsets[bucket] ?? 0)) / width);
  }
  return means;
}
