import { describe, expect, it } from 'vitest';
import {
  EXAMPLE_CHARACTERS,
  EXAMPLES_PER_REASON,
  MAX_REASONS,
  OTHER_REASON,
  Tally,
} from '../../src/ingest/tally.ts';

function miss(tally: Tally, reason: string, line = 'line'): void {
  tally.lines += 1;
  tally.miss({ reason }, 100 * tally.lines, Buffer.from(line));
}

describe('a tally', () => {
  it('counts misses by reason, most frequent first, then by name', () => {
    const tally = new Tally();
    for (const reason of ['b', 'a', 'c', 'c']) miss(tally, reason);
    expect(Object.entries(tally.missed())).toEqual([
      ['c', 2],
      ['a', 1],
      ['b', 1],
    ]);
  });

  it('keeps the first lines of a reason, and their heads only', () => {
    const tally = new Tally();
    for (let i = 0; i < EXAMPLES_PER_REASON + 2; i++) miss(tally, 'r', 'ä'.repeat(1000));
    const examples = tally.examples('r');
    expect(examples).toHaveLength(EXAMPLES_PER_REASON);
    expect(examples[0]).toEqual({
      line: 'ä'.repeat(EXAMPLE_CHARACTERS),
      lineNumber: 1,
      offset: 100,
    });
  });

  it('tells so many reasons apart, and loses no line', () => {
    const tally = new Tally();
    for (let i = 0; i < MAX_REASONS + 5; i++) miss(tally, `reason ${i}`);
    expect(Object.keys(tally.missed())).toHaveLength(MAX_REASONS + 1);
    expect(tally.missed()[OTHER_REASON]).toBe(5);
  });
});

it('tells text between requests from lines that should have been read', () => {
  const tally = new Tally();
  tally.lines = 2;
  tally.miss({ reason: 'start-up text', between: true }, 0, Buffer.from('*** Starting uWSGI ***'));
  tally.miss({ reason: '%t is no time' }, 23, Buffer.from('cut'));
  expect(tally.between).toBe(1);
  expect(tally.missed()).toEqual({ '%t is no time': 1, 'start-up text': 1 });
});

it('put together from parts is that of the whole', () => {
  const reasons = Array.from({ length: 40 }, (_, i) => `reason ${(i * i) % 7}`);
  const read = (from: number, to: number): Tally => {
    const tally = new Tally();
    tally.bytes = 10 * (to - from);
    for (const [at, reason] of reasons.slice(from, to).entries()) {
      tally.lines += 1;
      tally.miss({ reason }, from + at, Buffer.from(`line ${from + at}`));
    }
    return tally;
  };
  const together = new Tally();
  for (const [from, to] of [
    [0, 3],
    [3, 3],
    [3, 21],
    [21, 40],
  ] as const) {
    together.append(structuredClone(read(from, to).part));
  }
  expect(together.part).toEqual(read(0, 40).part);
});
