import { list } from 'isbot';
import { describe, expect, it } from 'vitest';
import { requiredLiterals } from '../../src/request/required-literals.ts';
import { END_OF_TEXT } from '../../src/request/trigrams.ts';

describe('literals that a pattern requires', () => {
  it.each([
    ['crawl', ['crawl']],
    ['(?<!lib)https?:', ['http', ':']],
    ['(?<! channel/|google/)google(?!(?:wv|app| pixel))', ['google']],
    ['ptst[ /]\\d', ['ptst']],
    ['\\b\\w+/1\\.0;', ['/1.0;']],
    ['\\(\\)', ['()']],
    [';\\s\\w+;$', [';', `;${END_OF_TEXT}`]],
    ['ab+c{2,}d*?e??f', ['ab', 'f']],
    ['[(|)]x', ['x']],
    ['a\\|b', ['a|b']],
    ['a|b', []],
    ['\\w.', []],
  ])('of %s are %j', (source, literals) => {
    expect(requiredLiterals(source)).toEqual(literals);
  });

  it.each(list.filter((source) => /^[\w ]+$/.test(source)).map((source) => [source]))(
    'of the plain word %s is the word',
    (source) => {
      expect(requiredLiterals(source)).toEqual([source]);
    },
  );
});
