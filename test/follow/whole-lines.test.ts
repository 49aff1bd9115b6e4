import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WholeLines } from '../../src/follow/whole-lines.ts';
import { CUT_LINE_BYTES } from '../../src/ingest/lines.ts';

function joined(chunks: readonly Uint8Array[]): {
  readonly blocks: readonly string[];
  readonly rest: string;
} {
  const lines = new WholeLines();
  const blocks = chunks.map((chunk) => Buffer.from(lines.take(chunk)).toString('latin1'));
  return { blocks, rest: Buffer.from(lines.end()).toString('latin1') };
}

describe('lines from chunks', () => {
  it('are whole, and together what came', () => {
    const piece = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 6 });
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const { blocks, rest } = joined(pieces.map((one) => Buffer.from(one)));
        for (const block of blocks) expect(block === '' || block.endsWith('\n')).toBe(true);
        const text = pieces.join('');
        const open = text === '' || text.endsWith('\n');
        expect(blocks.join('') + rest).toBe(open ? text : `${text}\n`);
      }),
    );
  });

  it('that are too long are cut, and the next one is whole', () => {
    const long = Buffer.alloc(CUT_LINE_BYTES, 'x');
    const { blocks } = joined([long, long, Buffer.from('end\nnext\n')]);
    expect(blocks.join('')).toBe(`${long.toString()}\nnext\n`);
  });
});
