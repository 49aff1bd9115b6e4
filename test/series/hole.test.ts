import { describe, expect, it } from 'vitest';
import { holesOf } from '../../src/series/hole.ts';
import { seriesOf } from '../support/series.ts';

const startMs = 1_000_000;
const at = (index: number): number => startMs + index * 10_000;
const unknown = Number.NaN;

describe('holesOf', () => {
  it.each<[string, readonly number[], readonly (readonly [number, number])[]]>([
    ['none in a whole series', [1, 2, 3, 4], []],
    ['none for one lost sample', [1, unknown, 3, 4], []],
    ['a span without samples', [1, unknown, unknown, 4, 5], [[0, 3]]],
    [
      'the longest first',
      [1, unknown, unknown, 4, unknown, unknown, unknown, 8],
      [
        [3, 7],
        [0, 3],
      ],
    ],
    [
      'none before the first and after the last',
      [unknown, unknown, unknown, 4, 5, unknown, unknown, unknown],
      [],
    ],
  ])('finds %s', (_, values, holes) => {
    const expected = holes.map(([from, to]) => ({ fromMs: at(from), toMs: at(to) }));
    expect(holesOf(seriesOf(values, { startMs }))).toEqual(expected);
  });
});
