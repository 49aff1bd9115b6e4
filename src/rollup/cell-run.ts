import { CELL_STRIDE, HELD_STEP, IN_FLIGHT_STEP } from './cell.ts';
import { add } from './columns.ts';

/**
 * Cells one behind another, with the slice and the bucket of each: number since the epoch, at the run's width. Their numbers
 * take as few words as they need, since most are 0 or small: a third of what they take side by side.
 */
export interface CellRun {
  readonly widthMs: number;
  readonly slices: Int32Array;
  readonly buckets: Uint32Array;
  /** Of each cell: bit `c` where column `c` is not 0, and bit `CELL_STRIDE + c` as well where it takes two words. */
  readonly shapes: Uint32Array;
  /** The numbers that are not 0: whole ones below 2^32 in one word, others in the two of a float. */
  readonly words: Uint32Array;
}

const COLUMNS: number = 2 ** CELL_STRIDE - 1;
const STEPS: number = (1 << IN_FLIGHT_STEP) | (1 << HELD_STEP);
const NARROW = 1;
const WIDE: number = 1 | (1 << CELL_STRIDE);

const float = new Float64Array(1);
const floatWords = new Uint32Array(float.buffer);

/** The shape of the cell at a place, of which only the first `columns` may be other than 0. */
export function shapeOf(values: Float64Array, from: number, columns: number = CELL_STRIDE): number {
  let shape = 0;
  for (let column = 0; column < columns; column++) {
    const value = values[from + column] ?? 0;
    if (value !== 0) shape |= (value === value >>> 0 ? NARROW : WIDE) << column;
  }
  return shape;
}

/** How many words a cell takes: as many as its shape has bits. */
export function wordsOf(shape: number): number {
  const pairs = shape - ((shape >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Writes the cell at `from`, of that shape, to the words from `to` on; returns the place behind them. */
export function writeCell(
  words: Uint32Array,
  to: number,
  shape: number,
  values: Float64Array,
  from: number,
): number {
  let at = to;
  for (let rest = shape & COLUMNS; rest !== 0; rest &= rest - 1) {
    const column = 31 - Math.clz32(rest & -rest);
    const value = values[from + column] ?? 0;
    if ((shape & (1 << (CELL_STRIDE + column))) === 0) {
      words[at++] = value;
      continue;
    }
    float[0] = value;
    words[at++] = floatWords[0] ?? 0;
    words[at++] = floatWords[1] ?? 0;
  }
  return at;
}

/** Reads the cell, of that shape, from the words at `from` into `values`, from `to` on. */
export function readCell(
  words: Uint32Array,
  from: number,
  shape: number,
  values: Float64Array,
  to: number,
): void {
  for (let at = to; at < to + CELL_STRIDE; at++) values[at] = 0;
  let at = from;
  for (let rest = shape & COLUMNS; rest !== 0; rest &= rest - 1) {
    const column = 31 - Math.clz32(rest & -rest);
    if ((shape & (1 << (CELL_STRIDE + column))) === 0) {
      values[to + column] = words[at++] ?? 0;
      continue;
    }
    floatWords[0] = words[at++] ?? 0;
    floatWords[1] = words[at++] ?? 0;
    values[to + column] = float[0] ?? 0;
  }
}

/** Adds the cell, of that shape, in the words at `from` to the one at the beginning of `sum`. */
export function addCell(words: Uint32Array, from: number, shape: number, sum: Float64Array): void {
  let at = from;
  for (let rest = shape & COLUMNS; rest !== 0; rest &= rest - 1) {
    const column = 31 - Math.clz32(rest & -rest);
    if ((shape & (1 << (CELL_STRIDE + column))) === 0) {
      add(sum, column, words[at++] ?? 0);
      continue;
    }
    floatWords[0] = words[at++] ?? 0;
    floatWords[1] = words[at++] ?? 0;
    add(sum, column, float[0] ?? 0);
  }
}

/** Whether a cell of that shape has steps (cell.ts), which take effect at its beginning. */
export function hasSteps(shape: number): boolean {
  return (shape & STEPS) !== 0;
}
