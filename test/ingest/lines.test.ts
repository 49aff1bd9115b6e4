import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CUT_LINE_BYTES,
  eachLine,
  type LineSink,
  LineSplitter,
  MAX_LINE_BYTES,
} from '../../src/ingest/lines.ts';
import { pipeBytes, splitPipe } from '../../src/ingest/pipe-lines.ts';

interface Line {
  readonly text: string;
  readonly offset: number;
}

function linesOf(chunks: readonly Uint8Array[]): Line[] {
  const lines: Line[] = [];
  const splitter = new LineSplitter((bytes, start, end, offset) => {
    lines.push({ text: Buffer.from(bytes.subarray(start, end)).toString('latin1'), offset });
  });
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return lines;
}

function blockLinesOf(chunks: readonly Uint8Array[]): Line[] {
  const lines: Line[] = [];
  const sink: LineSink = (bytes, start, end, offset) => {
    lines.push({ text: Buffer.from(bytes.subarray(start, end)).toString('latin1'), offset });
  };
  const splitter = new LineSplitter(sink);
  for (const chunk of chunks) splitter.pushBlocks(chunk, eachLine(sink));
  splitter.end();
  return lines;
}

async function pipedLinesOf(chunks: readonly Uint8Array[]): Promise<Line[]> {
  const lines: Line[] = [];
  const sink: LineSink = (bytes, start, end, offset) => {
    lines.push({ text: Buffer.from(bytes.subarray(start, end)).toString('latin1'), offset });
  };
  await splitPipe(Readable.from(chunks), eachLine(sink));
  return lines;
}

const text = Buffer.from('first\r\nsecond \xff\xe4\n\nlast', 'latin1');
const expected = [
  { text: 'first', offset: 0 },
  { text: 'second \xff\xe4', offset: 7 },
  { text: '', offset: 17 },
  { text: 'last', offset: 18 },
];

describe('lines', () => {
  it('are the same wherever the bytes are cut', () => {
    for (let cut = 0; cut <= text.length; cut++) {
      expect(linesOf([text.subarray(0, cut), text.subarray(cut)])).toEqual(expected);
    }
  });

  it('are the same through a pipe, bytes that are no UTF-8 included', async () => {
    for (let cut = 0; cut <= text.length; cut++) {
      expect(await pipedLinesOf([text.subarray(0, cut), text.subarray(cut)])).toEqual(expected);
    }
  });

  it('are those of a plain split, for any bytes in any chunks', () => {
    const byte = fc.oneof(fc.constantFrom(0, 10, 13, 97), fc.nat(255));
    const chunk = fc.array(byte, { maxLength: 20 }).map((bytes) => Uint8Array.from(bytes));
    const chunks = fc.array(chunk, { maxLength: 8 });
    fc.assert(
      fc.property(chunks, (cut) => {
        const whole = Buffer.concat(cut).toString('latin1');
        // NUL bytes at a line's head are no part of it, nor is a line what has nothing else and no end.
        expect(blockLinesOf(cut)).toEqual(linesOf(cut));
        const plain = whole.split('\n').map((line) => line.replace(/^\0+/, ''));
        if (plain.at(-1) === '') plain.pop();
        const texts = linesOf(cut.map((bytes) => bytes.slice())).map((line) => line.text);
        expect(texts).toEqual(plain.map((line) => line.replace(/\r$/, '')));
      }),
    );
  });

  it('over the limit come cut, and the next ones whole', () => {
    const long = Buffer.alloc(3 * MAX_LINE_BYTES, 'x');
    const lines = linesOf([long.subarray(0, 100), long, Buffer.from('\nnext\n')]);
    expect(lines.map((line) => line.text.length)).toEqual([CUT_LINE_BYTES, 4]);
    expect(lines[1]?.offset).toBe(long.length + 101);
  });

  it('over the limit are not lost in a pipe', async () => {
    const long = Buffer.alloc(3 * MAX_LINE_BYTES, 'x');
    const lines = await pipedLinesOf([Buffer.from('a\n'), long, Buffer.from('\nnext\n')]);
    expect(lines.map((line) => line.text.length)).toEqual([1, CUT_LINE_BYTES, 4]);
    expect(lines[2]?.offset).toBe(long.length + 3);
  });

  it('of a pipe end when the user interrupts, with what came so far', async () => {
    const interrupt = new AbortController();
    const endless = new Readable({ read: () => undefined });
    const lines: string[] = [];
    endless.push('one\ntwo\nthr');
    const sink: LineSink = (bytes, start, end) => {
      lines.push(Buffer.from(bytes.subarray(start, end)).toString('latin1'));
      if (lines.length === 2) interrupt.abort();
    };
    await splitPipe(pipeBytes(endless, interrupt.signal), eachLine(sink));
    expect(lines).toEqual(['one', 'two', 'thr']);
  });

  it('over the limit are over it wherever they are cut, a carriage return at the cut included', async () => {
    const long = Buffer.from(`${'x'.repeat(MAX_LINE_BYTES)}\r\r${'y'.repeat(9)}\nnext\n`);
    for (const cut of [
      1,
      MAX_LINE_BYTES,
      MAX_LINE_BYTES + 1,
      MAX_LINE_BYTES + 2,
      MAX_LINE_BYTES + 5,
    ]) {
      const chunks = [long.subarray(0, cut), long.subarray(cut)];
      for (const lines of [
        linesOf([long]),
        linesOf(chunks),
        blockLinesOf(chunks),
        await pipedLinesOf(chunks),
      ]) {
        expect(lines.map((line) => line.text.length)).toEqual([MAX_LINE_BYTES + 1, 4]);
      }
    }
  });

  it('show their carriage return behind their end, and nothing else there', async () => {
    const bytes = Buffer.from('a long line\r\nshort\nb\r\nlast');
    const expectedReturns = [true, false, true, false];
    for (let cut = 0; cut <= bytes.length; cut++) {
      const chunks = [bytes.subarray(0, cut), bytes.subarray(cut)];
      const returns: boolean[] = [];
      const splitter = new LineSplitter((line, _, end) => returns.push(line[end] === 0x0d));
      for (const chunk of chunks) splitter.push(chunk);
      splitter.end();
      const piped: boolean[] = [];
      const sink: LineSink = (line, _, end) => piped.push(line[end] === 0x0d);
      await splitPipe(Readable.from(chunks), eachLine(sink));
      expect({ returns, piped }).toEqual({ returns: expectedReturns, piped: expectedReturns });
    }
  });

  it('of a pipe reject with the error of who takes them', async () => {
    const chunks = Array.from({ length: 50 }, () => Buffer.from('line\n'.repeat(100)));
    const sink: LineSink = (_bytes, _start, _end, offset) => {
      if (offset > 1000) throw new Error('no log');
    };
    const taken = splitPipe(Readable.from(chunks), eachLine(sink));
    await expect(taken).rejects.toThrow('no log');
  });
});
