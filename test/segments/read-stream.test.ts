import { truncateSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { LogFacts } from '../../src/ingest/log-facts.ts';
import { SEGMENT_BYTES } from '../../src/ingest/segment-bytes.ts';
import { NamedBatch } from '../../src/rollup/append-request.ts';
import { defaultLimits } from '../../src/rollup/limits.ts';
import { LineRanges } from '../../src/rollup/line-ranges.ts';
import { BatchRoller } from '../../src/rollup/roll-batch.ts';
import { Rollup } from '../../src/rollup/rollup.ts';
import type { PlacedLog } from '../../src/segments/planned-log.ts';
import { readStream } from '../../src/segments/read-stream.ts';
import type { ReadSegment, Segment } from '../../src/segments/segment.ts';
import type { SegmentPool } from '../../src/segments/segment-pool.ts';
import { TempFolder } from '../support/temp-folder.ts';

const SEGMENTS = 12;
const files = new TempFolder();
const path = files.file('access.log', '');
truncateSync(path, SEGMENTS * SEGMENT_BYTES);

const log: PlacedLog = {
  ...{ file: { path, named: true, isPipe: false }, input: path, host: undefined, head: undefined },
  ...{
    set: path,
    isPlain: true,
    hasSegments: true,
    isBehindProxy: false,
    stamps: undefined,
    source: 0,
    name: path,
  },
  identity: undefined,
};

/** Takes longer for the segments that come first. */
class SlowPool implements SegmentPool {
  readonly ahead = 3;
  reading = 0;
  mostReading = 0;
  readonly ended: number[] = [];

  async read({ pieces }: Segment): Promise<ReadSegment> {
    this.reading += 1;
    this.mostReading = Math.max(this.mostReading, this.reading);
    const [piece] = pieces;
    const from = piece !== undefined && 'fd' in piece ? piece.from : 0;
    await pause(30 - 10 * ((from / SEGMENT_BYTES) % 3));
    this.reading -= 1;
    this.ended.push(from);
    const rolled = new BatchRoller(defaultLimits).roll(new NamedBatch(), 0);
    const order = { newestStartMs: from, farBackInRow: 0 };
    const parts = [{ source: 0, facts: emptyPart(from), order }];
    return { rolled, parts, spans: [], bytes: undefined };
  }

  async close(): Promise<void> {}
}

/** What a reader would tell of a segment without lines, that it read `bytes` of. */
function emptyPart(bytes: number): ReadSegment['parts'][number]['facts'] {
  const facts = new LogFacts();
  facts.tally.bytes = bytes;
  return facts.part;
}

it('segments are read a few ahead, and taken in their order', async () => {
  const pool = new SlowPool();
  const bytes: number[] = [];
  const [read] = await readStream([log], {
    pool,
    rollup: new Rollup(),
    lineRanges: new LineRanges(),
    onProgress: ({ facts }) => bytes.push(facts.tally.bytes),
  });
  expect(pool.mostReading).toBe(pool.ahead);
  const order = Array.from({ length: SEGMENTS }, (_, at) => at * SEGMENT_BYTES);
  expect(pool.ended).not.toEqual(order);
  const sums = order.map((_, at) => order.slice(0, at + 1).reduce((a, b) => a + b, 0));
  expect(bytes).toEqual([0, ...sums]);
  expect(read).toMatchObject({ isUnfit: false, refusal: undefined });
  expect(read?.start).toEqual({ inSegment: 0, order: { newestStartMs: 0, farBackInRow: 0 } });
});

it('an error of the pool is thrown, and nothing is left open', async () => {
  const pool = new SlowPool();
  pool.read = async () => {
    throw new Error('out of luck');
  };
  const reading = readStream([log], {
    pool,
    rollup: new Rollup(),
    lineRanges: new LineRanges(),
    onProgress: () => undefined,
  });
  await expect(reading).rejects.toThrow('out of luck');
});
