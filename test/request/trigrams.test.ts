import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { END_OF_TEXT, Trigrams } from '../../src/request/trigrams.ts';

describe('trigrams', () => {
  const some = new Trigrams(['bot', '()', '|', `;${END_OF_TEXT}`]);

  it.each([
    ['Googlebot/2.1', true],
    ['ROBOT', true],
    ['bo t', false],
    ['a()', true],
    ['a( )', false],
    ['|', true],
    ['a;', true],
    ['a; b', false],
    ['', false],
    ['b\u00f6t \u212aot', false],
  ])('are in %j: %s', (text, expected) => {
    expect(some.mayBeIn(text)).toBe(expected);
  });

  it('are never missed', () => {
    const ascii = fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(
        fc.array(ascii, { minLength: 1, maxLength: 90 }),
        fc.string(),
        fc.string(),
        (pieces, before, behind) => {
          const all = new Trigrams(pieces);
          for (const piece of pieces) expect(all.mayBeIn(before + piece + behind)).toBe(true);
        },
      ),
    );
  });
});
