import { describe, expect, it } from 'vitest';
import { BatchCells } from '../../src/rollup/batch-cells.ts';

/** Slices and buckets as they might come: so many pairs, some of them again. */
function pairs(count: number, slices: number, buckets: number): readonly [number, number][] {
  let state = 1;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  return Array.from({ length: count }, () => [next(slices), next(buckets)]);
}

describe('the cells of a batch', () => {
  it.each([
    ['laid out', 3, 20, 100],
    ['laid out in all the room that there is', 32, 2048, 20_000],
    ['hashed, and again as they get more', 300, 8000, 60_000],
  ])('are one for each slice and bucket: %s', (_, slices, buckets, count) => {
    const cells = new BatchCells();
    // What was there before must not show.
    cells.open(0, 50, 50);
    for (const [slice, bucket] of pairs(500, 50, 50)) cells.cellOf(slice, bucket);
    const from = 7;
    cells.open(from, from + slices, buckets);
    const known = new Map<string, number>();
    for (const [slice, bucket] of pairs(count, slices, buckets)) {
      const cell = cells.cellOf(from + slice, bucket);
      const name = `${slice} ${bucket}`;
      const isRight = cells.slices[cell] === from + slice && cells.buckets[cell] === bucket;
      if (cell !== (known.get(name) ?? known.size) || !isRight) expect.fail(name);
      known.set(name, cell);
    }
    expect(cells.size).toBe(known.size);
  });
});
