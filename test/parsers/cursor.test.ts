import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findByte,
  findListEnd,
  findLiteral,
  findOpener,
  findQuote,
  holdsLiteral,
} from '../../parsers/cursor.ts';
import { bytesOf } from './read-line.ts';

const word = fc.array(fc.constantFrom('a', 'b', ' '), { maxLength: 20 }).map((all) => all.join(''));

describe('findLiteral', () => {
  it('finds what indexOf finds', () => {
    fc.assert(
      fc.property(
        word,
        word.filter((value) => value !== ''),
        fc.nat(5),
        (text, literal, from) => {
          const bytes = bytesOf(text);
          const at = Math.min(from, bytes.length);
          expect(findLiteral(bytes, at, bytes.length, bytesOf(literal))).toBe(
            text.indexOf(literal, at),
          );
        },
      ),
    );
  });

  it('does not look beyond the end', () => {
    expect(findLiteral(bytesOf('ab ['), 0, 3, bytesOf(' ['))).toBe(-1);
    expect(holdsLiteral(bytesOf('ab'), 1, 2, bytesOf('bc'))).toBe(false);
  });
});

describe('findQuote', () => {
  it.each([
    ['a"b', 1],
    ['a\\"b"', 4],
    ['a\\\\"', 3],
    ['a\\', -1],
    ['abc', -1],
  ])('%s', (text, at) => {
    const bytes = bytesOf(text);
    expect(findQuote(bytes, 0, bytes.length)).toBe(at);
  });
});

describe('findByte', () => {
  it('finds what indexOf finds, and looks no further than the end', () => {
    fc.assert(
      fc.property(word, fc.nat(5), (text, at) => {
        const bytes = bytesOf(`${text} `);
        expect(findByte(bytes, at, text.length, 0x20)).toBe(
          at > text.length ? -1 : text.indexOf(' ', at),
        );
      }),
    );
  });
});

describe('findListEnd', () => {
  it.each([
    ['a b', 1],
    ['a, b c', 4],
    ['a : b c', 5],
    ['a, b : c, d e', 11],
    ['a,', -1],
  ])('%s', (text, at) => {
    const bytes = bytesOf(text);
    expect(findListEnd(bytes, 0, bytes.length, bytesOf(' '))).toBe(at);
  });
});

describe('findOpener', () => {
  const opener = '?'.charCodeAt(0);
  const dash = '-'.charCodeAt(0);
  it.each([
    ['/a?b c', ' ', -1, 2],
    ['/a c?d', ' ', -1, 2],
    ['/a\\"?b"', '"', -1, 4],
    ['/a', '', -1, 2],
    ['/a', ' ', -1, -1],
    ['/a- ', ' ', -1, 3],
    ['/a- ', ' ', dash, 2],
    ['/a-', '', dash, 2],
    ['/a-?b- ', ' ', dash, 3],
    ['- ', ' ', dash, 0],
    [' ', ' ', dash, 0],
  ])('%s before %j, with %d for absence', (text, literal, absence, at) => {
    const bytes = bytesOf(text);
    const opening = { opener, absence, literal: bytesOf(literal) };
    expect(findOpener(bytes, 0, bytes.length, opening)).toBe(at);
  });
});
