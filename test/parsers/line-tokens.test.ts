import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokensOf } from '../../parsers/line-tokens.ts';

function textsOf(line: string): readonly string[] | undefined {
  return tokensOf(line)?.tokens.map(({ text }) => text);
}

describe('tokensOf', () => {
  it.each([
    ['a "b c" [d e] f', ['a', 'b c', 'd e', 'f']],
    ['"a \\" b" c', ['a \\" b', 'c']],
    ['"a""b"', ['a', 'b']],
    ['1, 2 | 3;', ['1', '2', '3']],
    ['rt=0.1 urt="0.2" took: 3', ['0.1', '0.2', '3']],
    [
      'http://a/ a.example:80 2001:db8::1 fe80::1',
      ['http://a/', 'a.example:80', '2001:db8::1', 'fe80::1'],
    ],
  ])('cuts %s', (line, texts) => {
    expect(textsOf(line)).toEqual(texts);
  });

  it.each(['"a', 'a [b', 'a ]', 'a "b" "'])('cannot cut %s', (line) => {
    expect(tokensOf(line)).toBeUndefined();
  });

  it('keeps labels, and what stands between', () => {
    expect(tokensOf('a  rt="1" x: 2;')).toEqual({
      tokens: [
        { kind: 'bare', text: 'a', before: '' },
        { kind: 'quoted', text: '1', before: '  rt=', label: 'rt' },
        { kind: 'bare', text: '2', before: ' x: ', label: 'x' },
      ],
      rest: ';',
    });
  });

  it('loses nothing of any line that it can cut', () => {
    const piece = fc.constantFrom('a', '"b c"', '[d]', ' ', '=', ':', 'k=', 'k: ', '|', '"', '\\');
    const opened = { bare: '', quoted: '"', bracketed: '[' };
    const closed = { bare: '', quoted: '"', bracketed: ']' };
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const line = pieces.join('');
        const cut = tokensOf(line);
        if (cut === undefined) return;
        const tokens = cut.tokens.map(
          ({ kind, before, text }) => before + opened[kind] + text + closed[kind],
        );
        expect(tokens.join('') + cut.rest).toBe(line);
      }),
    );
  });
});
