import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SEGMENT_BYTES } from '../../src/ingest/segment-bytes.ts';
import { bytesOf, fromSegments, union } from '../../src/second-look/ranges.ts';

const range = fc
  .record({ from: fc.nat(100), length: fc.integer({ min: 1, max: 30 }) })
  .map(({ from, length }) => ({ from, to: from + length }));
const ranges = fc.array(range, { maxLength: 8 });

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

describe('fromSegments', () => {
  const S = SEGMENT_BYTES;

  it.each<[string, number, readonly [number, number][], readonly [number, number][]]>([
    ['the beginning of the segment', 0, [[S + 5, S + 9]], [[S, S + 9]]],
    ['the beginning of the log', 100, [[50, 60]], [[0, 60]]],
    ['where the next segment begins in it', 100, [[S, S + 1]], [[S - 100, S + 1]]],
    ['the byte before that', 100, [[S - 101, S - 90]], [[0, S - 90]]],
    [
      'the beginning of two segments, apart',
      0,
      [
        [10, 20],
        [S + 50, S + 60],
      ],
      [
        [0, 20],
        [S, S + 60],
      ],
    ],
    [
      'the beginning of one segment, once',
      0,
      [
        [10, 20],
        [50, 60],
      ],
      [[0, 60]],
    ],
  ])('begin at %s', (_, inSegment, wanted, expected) => {
    const all = wanted.map(([from, to]) => ({ from, to }));
    expect(fromSegments(all, inSegment)).toEqual(expected.map(([from, to]) => ({ from, to })));
  });
});
