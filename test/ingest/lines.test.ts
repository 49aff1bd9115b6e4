import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSplitter, MAX_LINE_BYTES, splitPipe } from '../../src/ingest/lines.ts';

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

async function pipedLinesOf(chunks: readonly Uint8Array[], signal?: AbortSignal): Promise<Line[]> {
  const lines: Line[] = [];
  await splitPipe(
    Readable.from(chunks.map((chunk) => Buffer.from(chunk))),
    (bytes, start, end, offset) => {
      lines.push({ text: Buffer.from(bytes.subarray(start, end)).toString('latin1'), offset });
    },
    signal,
  );
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
    const chunks = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 8 });
    fc.assert(
      fc.property(chunks, (cut) => {
        const whole = Buffer.concat(cut).toString('latin1');
        const plain = whole === '' ? [] : whole.replace(/\n$/, '').split('\n');
        const texts = linesOf(cut.map((chunk) => chunk.slice())).map((line) => line.text);
        expect(texts).toEqual(plain.map((line) => line.replace(/\r$/, '')));
      }),
    );
  });

  it('over the limit come cut to one byte over it, and the next ones whole', () => {
    const long = Buffer.alloc(3 * MAX_LINE_BYTES, 'x');
    const lines = linesOf([long.subarray(0, 100), long, Buffer.from('\nnext\n')]);
    expect(lines.map((line) => line.text.length)).toEqual([MAX_LINE_BYTES + 1, 4]);
    expect(lines[1]?.offset).toBe(long.length + 101);
  });

  it('over the limit are not lost in a pipe', async () => {
    const long = Buffer.alloc(3 * MAX_LINE_BYTES, 'x');
    const lines = await pipedLinesOf([Buffer.from('a\n'), long, Buffer.from('\nnext\n')]);
    expect(lines.map((line) => line.text.length)).toEqual([1, MAX_LINE_BYTES + 1, 4]);
    expect(lines[2]?.offset).toBe(long.length + 3);
  });

  it('of a pipe end when the user interrupts, with what came so far', async () => {
    const interrupt = new AbortController();
    const endless = new Readable({ read: () => undefined });
    const lines: string[] = [];
    endless.push('one\ntwo\nthr');
    const done = splitPipe(
      endless,
      (bytes, start, end) => {
        lines.push(Buffer.from(bytes.subarray(start, end)).toString('latin1'));
        if (lines.length === 2) interrupt.abort();
      },
      interrupt.signal,
    );
    await done;
    expect(lines).toEqual(['one', 'two', 'thr']);
  });
});
