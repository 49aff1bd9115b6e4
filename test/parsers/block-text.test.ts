import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takeTarget, takeToQuote } from '../../parsers/block-text.ts';
import { TextColumn } from '../../parsers/scanned-lines.ts';
import { hashOf } from '../../parsers/text-hash.ts';
import { blockWith, FRONT } from './block-with.ts';

/** Mostly letters, so that texts are long; and bytes that end one, nearly do, or look alike in some bits. */
const byte = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(0x61, 0x7f, 0x80, 0xa2, 0xdc, 0xff) },
  { weight: 1, arbitrary: fc.constantFrom(0x00, 0x09, 0x0d, 0x1f, 0x20, 0x21, 0x22, 0x23, 0x5c) },
);
const text = fc.array(byte, { maxLength: 60 }).map((bytes) => Uint8Array.from(bytes));

/** Where a text up to a quote ends by the words of the rule; -1 for nowhere. */
function quoteOf(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === 0x5c) at += 1;
    else if (bytes[at] === 0x22) return at;
  }
  return -1;
}

describe.each([
  { name: 'takeToQuote', take: takeToQuote, endOf: quoteOf },
  {
    name: 'takeTarget',
    take: takeTarget,
    endOf: (bytes: Uint8Array): number => {
      const end = bytes.findIndex((one) => one <= 0x20 || one === 0x22 || one === 0x5c);
      return end < 0 ? bytes.length : end;
    },
  },
])('$name', ({ take, endOf }) => {
  it('ends where it should, wherever in a word that is, with the hash of the text', () => {
    fc.assert(
      fc.property(text, (bytes) => {
        const block = blockWith(bytes);
        const column = new TextColumn();
        const end = endOf(bytes);
        expect(take(block, FRONT, column, 3)).toBe(end < 0 ? -1 : FRONT + end);
        if (end < 0) return;
        expect([column.starts[3], column.ends[3]]).toEqual([FRONT, FRONT + end]);
        expect(column.hashes[3]).toBe(hashOf(block.view, FRONT, FRONT + end));
      }),
      { numRuns: 500 },
    );
  });
});
