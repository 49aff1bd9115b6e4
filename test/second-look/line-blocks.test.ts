import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  handOver,
  LINE_FEED,
  type LineSink,
  LineSplitter,
  MAX_LINE_BYTES,
} from '../../src/ingest/lines.ts';
import {
  type LineBlock,
  lineAt,
  lineBlocks,
  MAX_HELD_BYTES,
} from '../../src/second-look/line-blocks.ts';

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

function eachLine({ bytes, offset }: LineBlock, sink: LineSink): void {
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(LINE_FEED, start);
    const end = found < 0 ? bytes.length : found;
    handOver(sink, bytes, start, end, offset + start);
    start = end + 1;
  }
}

/** The lines that begin at an offset or behind it. */
async function secondRead(bytes: Uint8Array, places: readonly number[], from = 0): Promise<Line[]> {
  const lines: Line[] = [];
  const read = bytes.subarray(Math.max(0, from - 1));
  for await (const block of lineBlocks(inChunks(read, places), from)) {
    eachLine(block, (of, start, end, offset) => {
      lines.push([offset, Buffer.from(of.subarray(start, end)).toString('latin1')]);
    });
  }
  return lines;
}

const text = fc
  .array(fc.constantFrom('a', 'bc', '\n', '\n', '\r\n', '\0', '\0\0', '\xff', '"'), {
    maxLength: 40,
  })
  .map((parts) => Buffer.from(parts.join(''), 'latin1'));
const plainText = fc
  .array(fc.constantFrom('a', 'bc', '\n', '\r\n', '"'), { maxLength: 40 })
  .map((parts) => Buffer.from(parts.join('')));
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

  it('give the lines that begin at an offset or behind it', async () => {
    await fc.assert(
      fc.asyncProperty(plainText, cuts, fc.nat(100), async (bytes, places, from) => {
        const expected = firstRead(bytes).filter(([offset, line]) => offset >= from && line !== '');
        const found = (await secondRead(bytes, places, from)).filter(([, line]) => line !== '');
        expect(found).toEqual(expected);
      }),
    );
  });

  it('find the line behind a hole of NUL bytes that the offset lies in', async () => {
    const bytes = Buffer.from('one\n\0\0\0\0two\n');
    for (const from of [4, 5, 8]) expect(await secondRead(bytes, [], from)).toEqual([[8, 'two']]);
    expect(await secondRead(bytes, [], 9)).toEqual([]);
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
