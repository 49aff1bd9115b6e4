import { expect, it } from 'vitest';
import { madeCase, madeLines } from '../made.ts';
import { innocentLines, linesFromTheMiddle, sampledLines } from './kept-lines.ts';

/** Half an hour, in which every other line of the ten from minute 10 on is guilty, and one is a consequence. */
const lines = madeLines(
  Array.from({ length: 30 }, (_, at) =>
    at >= 10 && at < 20 && at % 2 === 0 ? 1 : at === 21 ? -2 : 0,
  ),
);
const labelled = madeCase();

it('each tenth line is sampled', () => {
  expect(sampledLines(lines, labelled)).toEqual([0, 10, 20]);
});

it('a log that begins late has what ended behind the middle of the trouble', () => {
  expect(linesFromTheMiddle(lines, labelled)[0]).toBe(14);
  expect(linesFromTheMiddle(lines, { ...labelled, windows: [] })[0]).toBe(15);
  const earlier = lines.endMs.map((timeMs) => timeMs - 86_400_000);
  expect(linesFromTheMiddle({ ...lines, endMs: earlier }, labelled)).toEqual([]);
});

it('all lines but those of culprits are innocent', () => {
  const kept = innocentLines(lines, labelled);
  expect(kept).toHaveLength(25);
  expect(kept).toContain(21);
});
