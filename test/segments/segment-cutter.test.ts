import { closeSync, openSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSplitter } from '../../src/ingest/lines.ts';
import { FileLines } from '../../src/segments/file-lines.ts';
import type { Segment, SegmentLog } from '../../src/segments/segment.ts';
import { SegmentCutter } from '../../src/segments/segment-cutter.ts';
import { TempFolder } from '../support/temp-folder.ts';

const files = new TempFolder();
const SEGMENT_BYTES = 64;

/** A log, plain or to be given in chunks of this many bytes. */
interface CutLog {
  readonly text: string;
  readonly chunkBytes: number | undefined;
}

/** The lines of a segment, each with its log and offset. */
type Lines = readonly string[];

function segmentLog(source: number): SegmentLog {
  return { source, name: `log ${source}`, format: 'combined', stamps: undefined, set: 'log' };
}

function* segmentsOf(logs: readonly CutLog[], open: Map<number, number>): Generator<Segment> {
  const cutter = new SegmentCutter({ segmentBytes: SEGMENT_BYTES });
  for (const [source, { chunkBytes, ...one }] of logs.entries()) {
    const bytes = Buffer.from(one.text);
    if (chunkBytes === undefined) {
      const fd = openSync(files.file(`${source}.log`, bytes), 'r');
      open.set(source, fd);
      yield* cutter.file(segmentLog(source), { fd, size: bytes.length });
      continue;
    }
    cutter.beginBytes(segmentLog(source));
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      for (const segment of cutter.push(bytes.subarray(at, at + chunkBytes))) {
        if (segment === false) throw new Error('no line is that long');
        yield segment;
      }
    }
    yield* cutter.endBytes();
  }
  yield* cutter.end();
}

function linesOf(logs: readonly CutLog[]): readonly Lines[] {
  const open = new Map<number, number>();
  const reader = new FileLines();
  const segments = [...segmentsOf(logs, open)].map(({ pieces, bytes = new Uint8Array() }) => {
    const lines: string[] = [];
    for (const piece of pieces) {
      const range = 'fd' in piece ? reader.read(piece) : { ...piece, bytes };
      if (range === undefined) throw new Error('no line is that long');
      const splitter = new LineSplitter((from, start, end, offset) => {
        const own = Buffer.from(from.subarray(start, end)).toString();
        lines.push(`${piece.log.source} ${offset} ${own}`);
      }, range.offset);
      splitter.push(range.bytes.subarray(range.start, range.end));
      splitter.end();
    }
    return lines;
  });
  for (const fd of open.values()) closeSync(fd);
  return segments;
}

/** What is wanted, the slow way: the lines by the segment of their first byte. */
function wanted(logs: readonly CutLog[]): readonly Lines[] {
  const segments: string[][] = [];
  let before = 0;
  for (const [source, one] of logs.entries()) {
    const splitter = new LineSplitter((from, start, end, offset) => {
      const segment = Math.floor((before + offset) / SEGMENT_BYTES);
      const lines = segments[segment] ?? [];
      segments[segment] = lines;
      lines.push(`${source} ${offset} ${Buffer.from(from.subarray(start, end)).toString()}`);
    });
    splitter.push(Buffer.from(one.text));
    splitter.end();
    before += Buffer.byteLength(one.text);
  }
  return segments.filter(Boolean);
}

const line = fc.string({ maxLength: 100, unit: fc.constantFrom('a', 'b', '"', 'é', '\r') });
const text = fc.tuple(fc.array(line), fc.constantFrom('', '\n')).map(([lines, end]) => {
  return lines.join('\n') + end;
});
const log = fc.record({
  text,
  chunkBytes: fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined }),
});

describe('logs cut into segments', () => {
  it('give each line once, in the segment where it begins, be they plain or inflated', () => {
    fc.assert(
      fc.property(fc.array(log, { maxLength: 5 }), (logs) => {
        const found = linesOf(logs).filter(({ length }) => length > 0);
        expect(found).toEqual(wanted(logs));
      }),
      { numRuns: 300 },
    );
  });

  it('are as long as the segment wherever lines end', () => {
    const cut = { text: `${'x'.repeat(SEGMENT_BYTES - 1)}\n`.repeat(3), chunkBytes: 10 };
    expect(linesOf([cut])).toHaveLength(3);
    expect(linesOf([{ ...cut, chunkBytes: undefined }])).toHaveLength(3);
  });
});

describe('a line that goes on too long behind the end of its segment', () => {
  const overhang = { segmentBytes: SEGMENT_BYTES, mostOverhang: 100 };

  it.each([
    [100, false],
    [101, true],
  ])('by %i bytes', (bytes, isTooLong) => {
    const cutter = new SegmentCutter(overhang);
    cutter.beginBytes(segmentLog(0));
    const long = Buffer.from(`${'x'.repeat(SEGMENT_BYTES + bytes - 1)}\n`);
    const given = [...cutter.push(long), ...cutter.endBytes()];
    expect(given.includes(false)).toBe(isTooLong);
  });

  it('is told of a plain file as well', () => {
    const reader = new FileLines();
    const read = (length: number): boolean => {
      const fd = openSync(files.file('long.log', `${'x'.repeat(length)}\nnext\n`), 'r');
      const range = reader.read({ log: segmentLog(0), fd, from: 0, to: SEGMENT_BYTES });
      closeSync(fd);
      return range !== undefined;
    };
    expect([read(1000), read(900_000), read(2_000_000)]).toEqual([true, true, false]);
  });
});
