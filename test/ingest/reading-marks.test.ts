import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMiss } from '../../parsers/contract.ts';
import { compileFormat } from '../../parsers/index.ts';
import { LineSplitter } from '../../src/ingest/lines.ts';
import { LogReader } from '../../src/ingest/log-reader.ts';
import { LEAST_MARK_BYTES, MAX_MARKS, ReadingMarks } from '../../src/ingest/reading-marks.ts';
import type { RequestTimes } from '../../src/request/times.ts';
import { combinedLine, START_MS } from '../support/made-log.ts';

const order = { newestStartMs: 0, farBackInRow: 0 };

describe('ReadingMarks', () => {
  it('are so far apart that they never become too many', () => {
    const marks = new ReadingMarks();
    for (let offset = 0; offset < 50_000 * LEAST_MARK_BYTES; offset += LEAST_MARK_BYTES / 2) {
      if (offset >= marks.due) marks.add({ offset, order });
    }
    const offsets = marks.all.map(({ offset }) => offset);
    expect(offsets.length).toBeLessThanOrEqual(MAX_MARKS);
    expect(offsets.length).toBeGreaterThan(MAX_MARKS / 4);
    expect(offsets[0]).toBe(0);
    expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
  });
});

const combined = compileFormat('combined');
if (isMiss(combined)) throw new Error(combined.reason);

/** The times of each line by its offset, read from a place on. */
function timesIn(bytes: Uint8Array, from: number, resumeFrom?: typeof order) {
  const found = new Map<number, RequestTimes>();
  const reader = new LogReader(
    'log',
    { format: combined as never, resumeFrom },
    (_, times, offset) => {
      found.set(offset, times);
    },
  );
  const splitter = new LineSplitter((chunk, start, end, offset) => {
    reader.line(chunk, start, end, offset + from);
  });
  splitter.push(bytes.subarray(from));
  splitter.end();
  return { reader, found };
}

/** Seconds that a line is older than it should be: hung requests, and lines of another log. */
const lateness = fc.oneof(
  { weight: 20, arbitrary: fc.constant(0) },
  fc.integer({ min: 1, max: 200 }),
  fc.constant(5000),
);

describe('a log of starts without durations', () => {
  it('means the same from each mark on', () => {
    fc.assert(
      fc.property(fc.array(lateness, { minLength: 60, maxLength: 90 }), (late) => {
        const agent = 'x'.repeat(40_000);
        const lines = late.map((seconds, at) =>
          combinedLine({ timeMs: START_MS + (10 * at - seconds) * 1000, agent }),
        );
        const bytes = Buffer.from(`${lines.join('\n')}\n`);
        const { reader, found } = timesIn(bytes, 0);
        fc.pre(reader.canResume);
        expect(reader.marks.all.length).toBeGreaterThan(2);
        for (const mark of reader.marks.all) {
          for (const [offset, times] of timesIn(bytes, mark.offset, mark.order).found) {
            expect(found.get(offset)).toEqual(times);
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});
