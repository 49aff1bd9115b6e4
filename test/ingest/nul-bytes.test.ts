import { expect, it } from 'vitest';
import { LineSplitter, MAX_LINE_BYTES } from '../../src/ingest/lines.ts';

interface Line {
  readonly text: string;
  readonly offset: number;
}

function linesOf(bytes: Uint8Array, chunkBytes: number): Line[] {
  const lines: Line[] = [];
  const splitter = new LineSplitter((line, start, end, offset) => {
    lines.push({ text: Buffer.from(line.subarray(start, end)).toString('latin1'), offset });
  });
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    splitter.push(bytes.slice(at, at + chunkBytes));
  }
  splitter.end();
  return lines;
}

it('a hole of NUL bytes hides nothing of the line behind it', () => {
  const hole = 3 * MAX_LINE_BYTES;
  const bytes = Buffer.concat([Buffer.alloc(hole), Buffer.from('first\nsec\0ond\r\n')]);
  for (const chunkBytes of [7, 65_536, bytes.length]) {
    expect(linesOf(bytes, chunkBytes)).toEqual([
      { text: 'first', offset: hole },
      { text: 'sec\0ond', offset: hole + 6 },
    ]);
  }
});

it('a hole between lines leaves the offsets true', () => {
  const bytes = Buffer.from('one\n\0\0\0\0two\n\0\0');
  for (let chunkBytes = 1; chunkBytes <= bytes.length; chunkBytes++) {
    expect(linesOf(bytes, chunkBytes)).toEqual([
      { text: 'one', offset: 0 },
      { text: 'two', offset: 8 },
    ]);
  }
});
