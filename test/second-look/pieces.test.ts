import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, fromMarks, piecesOf, union } from '../../src/second-look/pieces.ts';

const range = fc
  .record({ from: fc.nat(100), length: fc.integer({ min: 1, max: 30 }) })
  .map(({ from, length }) => ({ from, to: from + length }));
const ranges = fc.array(range, { maxLength: 8 });
const marks = fc
  .uniqueArray(fc.nat(130), { maxLength: 10 })
  .map((offsets) => [0, ...offsets.filter((offset) => offset > 0)].sort((a, b) => a - b))
  .map((offsets) =>
    offsets.map((offset) => ({ offset, order: { newestStartMs: offset, farBackInRow: 0 } })),
  );

function places(all: readonly { readonly from: number; readonly to: number }[]): Set<number> {
  return new Set(
    all.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i)),
  );
}

describe('union', () => {
  it('holds the same bytes, each once', () => {
    fc.assert(
      fc.property(ranges, (all) => {
        const joined = union(all);
        expect(places(joined)).toEqual(places(all));
        expect(bytesOf(joined)).toBe(places(all).size);
      }),
    );
  });
});

describe('pieces', () => {
  it('hold all bytes of the ranges once, each from a mark, in its state', () => {
    fc.assert(
      fc.property(ranges, marks, (all, known) => {
        const pieces = piecesOf(fromMarks(all, known), known);
        const held = places(pieces);
        expect([...places(all)].filter((at) => !held.has(at))).toEqual([]);
        expect(bytesOf(pieces)).toBe(held.size);
        for (const { from, order } of pieces) expect(order?.newestStartMs).toBe(from);
      }),
    );
  });

  it('do not go on past a mark', () => {
    const known = [0, 10, 20].map((offset) => ({
      offset,
      order: { newestStartMs: offset, farBackInRow: 0 },
    }));
    const pieces = piecesOf(fromMarks([{ from: 13, to: 25 }], known), known);
    expect(pieces.map(({ from, to }) => [from, to])).toEqual([
      [10, 20],
      [20, 25],
    ]);
  });
});
