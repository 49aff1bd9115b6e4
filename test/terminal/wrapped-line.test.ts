import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textWidth } from '../../src/terminal/text-width.ts';
import { wrappedLine } from '../../src/terminal/wrapped-line.ts';

describe('a wrapped line', () => {
  it.each([
    ['short', 20, ['short']],
    ['one two three', 8, ['one two', 'three']],
    ['- one two three', 9, ['- one two', '  three']],
    ['a `b c d` e', 8, ['a', '`b c d`', 'e']],
    ['see `b c`, and d', 11, ['see `b c`,', 'and d']],
    ['a `bbb ccc ddd` e', 8, ['a `bbb', 'ccc ddd`', 'e']],
    ['averylongword b', 5, ['averylongword', 'b']],
    ['字字 字字', 5, ['字字', '字字']],
    ['', 5, ['']],
  ])('%s', (line, columns, expected) => {
    expect(wrappedLine(line, columns)).toEqual(expected);
  });

  it('loses no word, and is too long only where one word is', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abc`-字.'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 30 }),
        fc.integer({ min: 5, max: 40 }),
        (words, columns) => {
          const lines = wrappedLine(words.join(' '), columns);
          expect(lines.join(' ').split(/\s+/).filter(Boolean)).toEqual(words.filter(Boolean));
          for (const line of lines) {
            const isOneWord = line.trim().replace(/^- /, '').split(' ').length <= 1;
            expect(isOneWord || textWidth(line) <= columns).toBe(true);
          }
        },
      ),
    );
  });
});
