import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QuantileSketches } from '../../src/rollup/quantile-sketches.ts';
import { BINS, foldedBin } from '../../src/rollup/sketch-bins.ts';

/** Few bins or many, near to each other or far apart, so that there are lists and windows. */
const bins = fc.oneof(
  fc.array(fc.nat(BINS - 1), { maxLength: 20 }),
  fc.array(fc.integer({ min: 700, max: 760 }), { maxLength: 400, size: 'max' }),
  fc.array(fc.nat(BINS - 1), { maxLength: 600, size: 'max' }),
);

function sketchesOf(...values: readonly (readonly number[])[]): QuantileSketches {
  const sketches = new QuantileSketches();
  for (const [sketch, list] of values.entries()) {
    for (const bin of list) sketches.add(sketch, bin, 1);
  }
  return sketches;
}

function countsOf(sketches: QuantileSketches, sketch: number): number[] {
  const counts = new Float64Array(BINS);
  sketches.addTo(counts, sketch);
  return Array.from(counts);
}

/** All that there is to know of a sketch: its bins, what they take, and what is read off them. */
function fieldsOf(sketches: QuantileSketches, sketch: number): unknown {
  const counts = countsOf(sketches, sketch);
  return {
    counts,
    count: counts.reduce((sum, one) => sum + one, 0),
    zeros: counts[0],
    least: counts.findIndex((count) => count > 0),
    greatest: counts.findLastIndex((count) => count > 0),
    size: sketches.size,
  };
}

function slowCounts(list: readonly number[]): number[] {
  const counts = Array.from({ length: BINS }, () => 0);
  for (const bin of list) counts[bin] = (counts[bin] ?? 0) + 1;
  return counts;
}

/** The sketches of the lists, merged into one in this order. */
function merged(...lists: readonly (readonly number[])[]): QuantileSketches {
  const whole = new QuantileSketches();
  for (const list of lists) whole.merge(0, sketchesOf(list), 0, 0);
  return whole;
}

describe('a sketch', () => {
  it('counts each bin, whatever is counted beside it', () => {
    fc.assert(
      fc.property(bins, bins, bins, (...lists) => {
        const sketches = sketchesOf(...lists);
        for (const [sketch, list] of lists.entries()) {
          expect(countsOf(sketches, sketch)).toEqual(slowCounts(list));
        }
        expect(countsOf(sketches, 99)).toEqual(slowCounts([]));
      }),
    );
  });

  it('merges in any order and grouping to that of all values, on every field', () => {
    fc.assert(
      fc.property(bins, bins, bins, (a, b, c) => {
        const whole = fieldsOf(sketchesOf([...a, ...b, ...c]), 0);
        expect(fieldsOf(merged(a, b, c), 0)).toEqual(whole);
        expect(fieldsOf(merged(c, a, b), 0)).toEqual(whole);
        const left = merged(a, b);
        left.merge(0, sketchesOf(c), 0, 0);
        expect(fieldsOf(left, 0)).toEqual(whole);
        const right = sketchesOf(a);
        right.merge(0, merged(b, c), 0, 0);
        expect(fieldsOf(right, 0)).toEqual(whole);
      }),
    );
  });

  it('is left as it is by an empty one, and is not changed by being merged', () => {
    fc.assert(
      fc.property(bins, (list) => {
        const sketches = sketchesOf(list, []);
        const before = fieldsOf(sketches, 0);
        sketches.merge(0, sketches, 1, 0);
        expect(fieldsOf(sketches, 0)).toEqual(before);
        new QuantileSketches().merge(3, sketches, 0, 0);
        expect(fieldsOf(sketches, 0)).toEqual(before);
      }),
    );
  });

  it('folds as if its values had been folded', () => {
    fc.assert(
      fc.property(bins, fc.nat(11), (list, fold) => {
        const folded = new QuantileSketches();
        folded.merge(0, sketchesOf(list), 0, fold);
        const whole = sketchesOf(list.map((bin) => foldedBin(bin, fold)));
        expect(fieldsOf(folded, 0)).toEqual(fieldsOf(whole, 0));
      }),
    );
  });

  it('counts many at once as one by one', () => {
    const times = fc.array(fc.tuple(fc.nat(BINS - 1), fc.integer({ min: 1, max: 300 })), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(times, (pairs) => {
        const atOnce = new QuantileSketches();
        for (const [bin, often] of pairs) atOnce.add(0, bin, often);
        const oneByOne = sketchesOf(
          pairs.flatMap(([bin, often]) => Array.from({ length: often }, () => bin)),
        );
        expect(fieldsOf(atOnce, 0)).toEqual(fieldsOf(oneByOne, 0));
      }),
    );
  });

  it('merges another of the same table while its slots move', () => {
    fc.assert(
      fc.property(bins, bins, (one, other) => {
        const sketches = sketchesOf(one, other);
        sketches.merge(0, sketches, 1, 0);
        expect(countsOf(sketches, 0)).toEqual(slowCounts([...one, ...other]));
        expect(countsOf(sketches, 1)).toEqual(slowCounts(other));
      }),
    );
  });

  it('stops counting at 2^32 - 1, and stays there', () => {
    const sketches = new QuantileSketches();
    for (const times of [2 ** 32 - 2, 5, 1]) sketches.add(0, 7, times);
    expect(countsOf(sketches, 0)[7]).toBe(2 ** 32 - 1);
    sketches.merge(0, sketchesOf([7]), 0, 0);
    expect(countsOf(sketches, 0)[7]).toBe(2 ** 32 - 1);
  });
});

describe('the slots of sketches', () => {
  it('are those of all bins at most, and never more for fewer values', () => {
    fc.assert(
      fc.property(bins, (list) => {
        const { size } = sketchesOf(list);
        expect(size).toBeLessThanOrEqual(list.length <= 256 ? list.length : 2048);
        expect(sketchesOf(list.slice(1)).size).toBeLessThanOrEqual(size);
      }),
    );
    const everyBin = Array.from({ length: 40 * BINS }, (_, place) => place % BINS);
    expect(sketchesOf(everyBin).size).toBeLessThanOrEqual(2048);
  });

  it('are used again when sketches are released', () => {
    const sketches = new QuantileSketches();
    const lists = [
      [5],
      Array.from({ length: 100 }, (_, i) => i),
      Array.from({ length: 900 }, (_, i) => i),
    ];
    let bytes = 0;
    for (let round = 0; round < 50; round++) {
      for (const [sketch, list] of lists.entries()) {
        for (const bin of list) sketches.add(sketch, bin, 1);
        expect(countsOf(sketches, sketch)).toEqual(slowCounts(list));
      }
      if (round === 0) bytes = sketches.byteLength;
      for (const sketch of lists.keys()) sketches.release(sketch);
      expect(sketches.size).toBe(0);
      expect(countsOf(sketches, 1)).toEqual(slowCounts([]));
    }
    expect(sketches.byteLength).toBe(bytes);
  });
});
