import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeptLines } from '../../src/ingest/kept-lines.ts';

function keep(kept: KeptLines, line: string, offset: number): void {
  const bytes = Buffer.from(`>>${line}<<`);
  kept.keep(bytes, 2, bytes.length - 2, offset);
}

describe('kept lines', () => {
  it('are found by their offset', () => {
    const kept = new KeptLines();
    keep(kept, 'first', 0);
    keep(kept, '', 6);
    keep(kept, 'größte', 7);
    expect([0, 6, 7, 8].map((offset) => kept.line(offset))).toEqual([
      'first',
      '',
      'größte',
      undefined,
    ]);
  });

  it('are full over the limit, until only the wanted ones are kept', () => {
    const kept = new KeptLines(10);
    keep(kept, '0123456789', 0);
    expect(kept.isFull).toBe(false);
    keep(kept, 'x', 11);
    expect(kept.isFull).toBe(true);
    kept.keepOnly(new Set([11]));
    expect(kept.isFull).toBe(false);
    expect([kept.line(0), kept.line(11)]).toEqual([undefined, 'x']);
  });

  it('raise the limit where more than half of it is wanted, so that not every line asks again', () => {
    const kept = new KeptLines(10);
    keep(kept, '0123456789ab', 0);
    kept.keepOnly(new Set([0]));
    keep(kept, '0123456789ab', 13);
    expect(kept.isFull).toBe(false);
    keep(kept, 'x', 26);
    expect(kept.isFull).toBe(true);
  });

  it('that are wanted stay as they were, whatever is dropped between them', () => {
    const lines = fc.array(fc.tuple(fc.string({ maxLength: 40 }), fc.boolean()), { maxLength: 60 });
    fc.assert(
      fc.property(lines, fc.nat(60), (all, before) => {
        const kept = new KeptLines(100);
        for (const [offset, [line]] of all.slice(0, before).entries()) keep(kept, line, offset);
        kept.keepOnly(new Set([...all.keys()].filter((offset) => all[offset]?.[1])));
        for (const [at, [line]] of all.slice(before).entries()) keep(kept, line, before + at);
        for (const [offset, [line, wanted]] of all.entries()) {
          const stays = wanted || offset >= before;
          expect(kept.line(offset)).toBe(stays ? Buffer.from(line).toString() : undefined);
        }
      }),
    );
  });
});
