import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CELL_STRIDE } from '../../src/rollup/cell.ts';
import { addCell, readCell, wordsOf } from '../../src/rollup/cell-run.ts';
import { packRun } from './packed-cells.ts';

const anyNumber = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 0, max: 9 }),
  fc.constantFrom(2 ** 32 - 1, 2 ** 32, 2 ** 53, 2 ** 60, -1, -(2 ** 40)),
  fc.maxSafeInteger(),
);
const anyCell = fc.array(anyNumber, { minLength: CELL_STRIDE, maxLength: CELL_STRIDE });

function packed(cells: readonly (readonly number[])[]): ReturnType<typeof packRun> {
  return packRun({
    widthMs: 1000,
    slices: new Int32Array(cells.length),
    buckets: new Uint32Array(cells.length),
    values: Float64Array.from(cells.flat()),
  });
}

describe('a run of cells', () => {
  it('holds every number of every cell as it was', () => {
    fc.assert(
      fc.property(fc.array(anyCell), (cells) => {
        const { shapes, words } = packed(cells);
        const values = new Float64Array(CELL_STRIDE).fill(Number.NaN);
        let word = 0;
        cells.forEach((cell, place) => {
          readCell(words, word, shapes[place] ?? 0, values, 0);
          expect([...values]).toEqual(cell);
          word += wordsOf(shapes[place] ?? 0);
        });
        expect(words).toHaveLength(word);
      }),
    );
  });

  it('adds a cell to another as if both were read', () => {
    const anySmall = fc.array(fc.integer({ min: -(2 ** 40), max: 2 ** 40 }), {
      minLength: CELL_STRIDE,
      maxLength: CELL_STRIDE,
    });
    fc.assert(
      fc.property(anySmall, anySmall, (cell, before) => {
        const { shapes, words } = packed([cell]);
        const sum = Float64Array.from(before);
        addCell(words, 0, shapes[0] ?? 0, sum);
        expect([...sum]).toEqual(cell.map((number, column) => number + (before[column] ?? 0)));
      }),
    );
  });

  it.each([
    ['nothing for zeros', [0, 0, 0], 0],
    ['a word for a number below 2^32', [1, 0, 2 ** 32 - 1], 2],
    ['two for any other', [2 ** 32, -1, 0.5], 6],
  ])('takes %s', (_, numbers, words) => {
    const cell = [...numbers, ...Array.from({ length: CELL_STRIDE - numbers.length }, () => 0)];
    expect(packed([cell]).words).toHaveLength(words);
  });
});
