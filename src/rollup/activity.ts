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
} from './cell.ts';
import { add } from './columns.ts';
import type { SliceParts } from './composed-slice.ts';
import type { Cost } from './cost.ts';
import type { Grid } from './grid.ts';
import type { MergedCells } from './merged-cells.ts';
import { KIB } from './observation.ts';

/** Whether requests count in the bucket in which they start or in that in which they end. */
export type Edge = 'start' | 'end';

/** One cost of what slices make together over a grid, which may be a part of the rollup's, in the units that `Rollup.activity` promises. */
export function readActivity(
  cells: MergedCells,
  parts: SliceParts,
  grid: Grid,
  cost: Cost,
  edge: Edge,
): Float64Array {
  const column = (place: number): Float64Array => denseColumn(cells, parts, grid, place);
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
      return meanOccupancy(column(IN_FLIGHT_STEP), column(IN_FLIGHT_OFFSET), {
        before: sumBefore(cells, parts, grid, IN_FLIGHT_STEP),
        width: grid.widthMs * 1000,
      });
    case 'held-bytes':
      return meanOccupancy(
        column(HELD_STEP),
        heldOffsets(column(HELD_OFFSET_KIB), column(HELD_OFFSET_REST)),
        { before: sumBefore(cells, parts, grid, HELD_STEP), width: grid.widthMs },
      );
  }
}

/** The bucket, a number since the epoch, in which the first request of a slice started. */
export function firstStart(cells: MergedCells, slice: number): number | undefined {
  const { buckets, values } = cells.read(slice);
  const cell = buckets.findIndex((_, at) => (values[at * CELL_STRIDE + STARTED] ?? 0) > 0);
  return buckets[cell];
}

function denseColumn(
  cells: MergedCells,
  parts: SliceParts,
  grid: Grid,
  column: number,
): Float64Array {
  const dense = new Float64Array(grid.length);
  const origin = grid.originMs / grid.widthMs;
  forEachPart(parts, (slice, sign) => {
    const { buckets, values } = cells.read(slice);
    for (let cell = 0; cell < buckets.length; cell++) {
      const place = (buckets[cell] ?? 0) - origin;
      if (place < 0 || place >= dense.length) continue;
      add(dense, place, sign * (values[cell * CELL_STRIDE + column] ?? 0));
    }
  });
  return dense;
}

/** What a column comes to before the grid. */
function sumBefore(cells: MergedCells, parts: SliceParts, grid: Grid, column: number): number {
  const origin = grid.originMs / grid.widthMs;
  let sum = 0;
  forEachPart(parts, (slice, sign) => {
    const { buckets, values } = cells.read(slice);
    for (let cell = 0; cell < buckets.length && (buckets[cell] ?? 0) < origin; cell++) {
      sum += sign * (values[cell * CELL_STRIDE + column] ?? 0);
    }
  });
  return sum;
}

function forEachPart(
  { plus, minus }: SliceParts,
  take: (slice: number, sign: 1 | -1) => void,
): void {
  for (const slice of plus) take(slice, 1);
  for (const slice of minus) take(slice, -1);
}

/** Rounded once, from parts that are exact: equal logs give equal numbers. */
function heldOffsets(kib: Float64Array, rest: Float64Array): Float64Array {
  const offsets = new Float64Array(kib.length);
  for (let bucket = 0; bucket < offsets.length; bucket++) {
    offsets[bucket] = (kib[bucket] ?? 0) * KIB + (rest[bucket] ?? 0);
  }
  return offsets;
}

/**
 * The integral over each bucket (cell.ts) divided by the width, which is in the unit of the offsets. `before` is what was
 * occupied where the first bucket starts.
 */
function meanOccupancy(
  steps: Float64Array,
  offsets: Float64Array,
  { before, width }: { readonly before: number; readonly width: number },
): Float64Array {
  const means = new Float64Array(steps.length);
  let occupied = before;
  for (let bucket = 0; bucket < means.length; bucket++) {
    occupied += steps[bucket] ?? 0;
    add(means, bucket, (occupied * width + (offsets[bucket] ?? 0)) / width);
  }
  return means;
}
