import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  configLines,
  configWords,
  sectionWords,
} from '../../../parsers/apache/server-config-lines.ts';

describe('the lines of a configuration', () => {
  it.each([
    ['A b\nC d', ['A b', 'C d']],
    ['A b\r\n\r\nC d\r\n', ['A b', 'C d']],
    ['# A b\n   # C d\n\tE f  ', ['E f']],
    ['A b \\\n  c \\\r\n d\nE', ['A b   c  d', 'E']],
    ['# a comment \\\nthat goes on\nE', ['E']],
    ['A b \\', ['A b']],
    ['', []],
  ])('of %j', (text, expected) => {
    expect(configLines(text).map((line) => line.text)).toEqual(expected);
  });

  it('carry the number of their first line', () => {
    const lines = configLines('\n# x\nA \\\nb\n\nC\n');
    expect(lines.map(({ name, lineNumber }) => [name, lineNumber])).toEqual([
      ['a', 3],
      ['c', 6],
    ]);
  });
});

describe('the words of a directive', () => {
  it.each([
    [String.raw`"%h \"%r\" %>s" combined`, ['%h "%r" %>s', 'combined']],
    [String.raw`'%h "%r"' it\'s`, ['%h "%r"', String.raw`it\'s`]],
    [String.raw`'it\'s'`, ["it's"]],
    [String.raw`"a\tb\\c"`, [String.raw`a\tb\c`]],
    [String.raw`C:\\logs\\a.log x`, [String.raw`C:\logs\a.log`, 'x']],
    ['"never closed', ['never closed']],
    ['"" b', ['', 'b']],
    ['', []],
  ])('%s', (rest, expected) => {
    expect(configWords(rest)).toEqual(expected);
  });

  it('of a section end at its bracket', () => {
    expect(sectionWords('*:80 [::]:80>')).toEqual(['*:80', '[::]:80']);
    expect(sectionWords('mod_ssl.c')).toEqual(['mod_ssl.c']);
  });

  it('come back from quotes, whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(fc.string().filter((text) => !/[\r\n]/.test(text))), (words) => {
        const quoted = words.map((word) => `"${word.replace(/["\\]/g, '\\$&')}"`).join(' ');
        expect(configWords(quoted)).toEqual(words);
      }),
    );
  });
});
