import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Escaping } from '../../parsers/contract.ts';
import { unescapeText } from '../../parsers/unescape.ts';
import { bytesOf, escapeText } from './read-line.ts';

function unescaped(text: string | Uint8Array, escaping: Escaping): string | undefined {
  const bytes = typeof text === 'string' ? bytesOf(text) : text;
  return unescapeText(bytes, 0, bytes.length, escaping);
}

describe('unescapeText', () => {
  it.each<[string, Escaping, string | undefined]>([
    ['', 'backslash', undefined],
    ['-', 'backslash', undefined],
    ['-', 'none', undefined],
    ['--', 'hex', '--'],
    ['\\"a\\\\b\\"', 'backslash', '"a\\b"'],
    ['\\a\\b\\t\\n\\v\\f\\r', 'backslash', '\x07\b\t\n\v\f\r'],
    ['\\x16\\x03\\xe2\\x82\\xAC', 'backslash', '\x16\x03€'],
    ['\\x22a\\x5Cb', 'hex', '"a\\b'],
    ['\\n\\"', 'hex', '\\n\\"'],
    ['\\xff', 'hex', '\ufffd'],
    ['\\xZZ\\x', 'hex', '\\xZZ\\x'],
    ['\\q\\', 'backslash', '\\q\\'],
    ['\\"\\\\\\/\\b\\f\\n\\r\\t', 'json', '"\\/\b\f\n\r\t'],
    ['\\u20ac\\uD83D\\uDE00', 'json', '€😀'],
    ['\\uD83Dx\\uDE00', 'json', '\ufffdx\ufffd'],
    ['\\uD83D\\u0041', 'json', '\ufffdA'],
    ['\\u12', 'json', '\\u12'],
    ['\\x22', 'json', '\\x22'],
    ['\\"\\x22', 'none', '\\"\\x22'],
    ['\ufeffa', 'none', '\ufeffa'],
  ])('%j under %s is %j', (text, escaping, plain) => {
    expect(unescaped(text, escaping)).toBe(plain);
  });

  it('gives U+FFFD for bytes that are no UTF-8', () => {
    expect(unescaped(Uint8Array.of(0x61, 0xff, 0x62), 'backslash')).toBe('a\ufffdb');
  });

  it.each<[Escaping]>([['backslash'], ['hex'], ['json'], ['none']])(
    'undoes what a server with %s escapes',
    (escaping) => {
      const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((value) => value !== '-');
      fc.assert(
        fc.property(text, (plain) => {
          expect(unescaped(escapeText(plain, escaping), escaping)).toBe(plain);
        }),
      );
    },
  );

  it('takes any bytes', () => {
    const escaping = fc.constantFrom<Escaping>('backslash', 'hex', 'json', 'none');
    const bytes = fc.array(fc.constantFrom(0x5c, 0x75, 0x78, 0x64, 0x38, 0x22, 0xff));
    fc.assert(
      fc.property(bytes, escaping, (values, how) => {
        expect(() => unescaped(Uint8Array.from(values), how)).not.toThrow();
      }),
    );
  });
});
