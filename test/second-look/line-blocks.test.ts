import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSplitter, MAX_LINE_BYTES } from '../../src/ingest/lines.ts';
import { eachLine, lineAt, lineBlocks, MAX_HELD_BYTES } from '../../src/second-look/line-blocks.ts';

type Line = readonly [number, string];

async function* inChunks(bytes: Uint8Array, places: readonly number[]): AsyncGenerator<Uint8Array> {
  const edges = [0, ...places.map((cut) => cut % (bytes.length + 1)), bytes.length];
  edges.sort((a, b) => a - b);
  for (const [at, from] of edges.slice(0, -1).entries()) yield bytes.slice(from, edges[at + 1]);
}

/** Lines as they were when the input was read first. */
function firstRead(bytes: Uint8Array): Line[] {
  const lines: Line[] = [];
  const splitter = new LineSplitter((from, start, end, offset) => {
    lines.push([offset, Buffer.from(from.subarray(start, end)).toString('latin1')]);
  });
  splitter.push(bytes);
  splitter.end();
  return lines;
}

async function secondRead(bytes: Uint8Array, places: readonly number[], base = 0): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const block of lineBlocks(inChunks(bytes, places), base)) {
    eachLine(block, (from, start, end, offset) => {
      lines.push([offset - base, Buffer.from(from.subarray(start, end)).toString('latin1')]);
    });
  }
  return lines;
}

const text = fc
  .array(fc.constantFrom('a', 'bc', '\n', '\n', '\r\n', '\0', '\0\0', '\xff', '"'), {
    maxLength: 40,
  })
  .map((parts) => Buffer.from(parts.join(''), 'latin1'));
const cuts = fc.array(fc.nat(200), { maxLength: 6 });

describe('lineBlocks', () => {
  it('give the lines that the first reading gave, at the same offsets, however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(text, cuts, async (bytes, places) => {
        // NUL bytes at the end of an input are no line; they hold no request either.
        const expected = firstRead(bytes).filter(([, line]) => line !== '');
        const found = (await secondRead(bytes, places)).filter(([, line]) => line !== '');
        expect(found).toEqual(expected);
      }),
    );
  });

  it('tell offsets of the input they are taken from', async () => {
    expect(await secondRead(Buffer.from('one\ntwo\n'), [2], 1000)).toEqual([
      [0, 'one'],
      [4, 'two'],
    ]);
  });

  it.each([0x61, 0])(
    'leave out a line without end, or find the line behind it: byte %i',
    async (byte) => {
      const hole = Buffer.alloc(2 * MAX_HELD_BYTES, byte);
      const bytes = Buffer.concat([Buffer.from('one\n'), hole, Buffer.from('two\nthree')]);
      const places = Array.from({ length: 40 }, (_, i) => i * MAX_LINE_BYTES);
      const lines = (await secondRead(bytes, places)).map(([offset, line]) => [
        bytes.subarray(offset, offset + 3).toString(),
        line,
      ]);
      const two = byte === 0 ? [['two', 'two']] : [];
      expect(lines).toEqual([['one', 'one'], ...two, ['thr', 'three']]);
    },
  );
});

describe('lineAt', () => {
  it('is the text of the line without its end', () => {
    const block = { bytes: Buffer.from('one\r\ntwö\nthree'), offset: 50 };
    expect([50, 55, 60].map((offset) => lineAt(block, offset))).toEqual(['one', 'twö', 'three']);
  });
});
