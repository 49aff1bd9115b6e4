import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { splitBytes } from '../../src/ingest/lines.ts';
import { LogReader } from '../../src/ingest/log-reader.ts';
import { type LogStart, OWN_START } from '../../src/ingest/log-start.ts';
import { segmentEnd } from '../../src/ingest/segment-bytes.ts';
import { fileBytes } from '../../src/ingest/source.ts';
import type { ByteRange } from '../../src/rollup/line-ranges.ts';
import type { RequestBatch } from '../../src/rollup/request-batch.ts';
import { LineCounter } from '../../src/second-look/count-lines.ts';
import { rereadFile } from '../../src/second-look/reread-file.ts';
import type { RolledLog } from '../../src/segments/read-tiers.ts';
import { longLog } from '../segments/long-log.ts';
import { only, rolledUp } from '../segments/rolled-up.ts';
import { TempFolder } from '../support/temp-folder.ts';

/** Start and end, epoch milliseconds, by the offset of the line. */
type Times = ReadonlyMap<number, readonly [number, number]>;

const files = new TempFolder();
const lines = longLog();
/** Lines that surface late, before which rotation cuts the log: what they mean depends on the part before. */
const cutBefore = [97 * 150, 97 * 313];

/** The log as rotation cuts it, some of it packed: no part begins with a segment but the first. */
function rotated(): readonly string[] {
  return ['.2.gz', '.1', ''].map((ending, at) => {
    const part = `${lines.slice(cutBefore[at - 1], cutBefore[at]).join('\n')}\n`;
    const bytes = ending === '.2.gz' ? gzipSync(part, { level: 1 }) : part;
    return files.file(`access.log${ending}`, bytes);
  });
}

const { logs, ...rest } = await rolledUp(rotated());
const { rollup } = only({ logs, ...rest });

/** From each segment's beginning to the first line of the next one; lines by their offsets. */
function segmentsOf({ facts, start }: RolledLog, offsets: readonly number[]): ByteRange[] {
  const { bytes } = facts.tally;
  const ranges: ByteRange[] = [];
  for (let from = 0; from < bytes; ) {
    const end = segmentEnd(start.inSegment + from) - start.inSegment;
    ranges.push({ from, to: offsets.find((offset) => offset >= end) ?? bytes });
    from = end;
  }
  return ranges;
}

function wholeOf({ facts }: RolledLog): ByteRange[] {
  return [{ from: 0, to: facts.tally.bytes }];
}

async function counted(log: RolledLog, ranges: readonly ByteRange[]): Promise<Times> {
  const times = new Map<number, readonly [number, number]>();
  const file = await rereadFile(log.path);
  const add = (batch: RequestBatch): void => {
    for (let at = 0; at < batch.length; at++) {
      const offset = batch.offsets[at] ?? 0;
      expect(times.has(offset)).toBe(false);
      times.set(offset, [(batch.startUs[at] ?? 0) / 1000, (batch.endUs[at] ?? 0) / 1000]);
    }
  };
  const counter = new LineCounter({ names: {}, zone: undefined });
  await counter.count(log, file, ranges, { source: 0, counts: [{ add }] });
  await file.close();
  return times;
}

/** As `culprit lines` reads the log. */
async function printed({ path, facts }: RolledLog, start: LogStart): Promise<Times> {
  const times = new Map<number, readonly [number, number]>();
  const reader = new LogReader(path, { format: facts.format, start }, (_, line, offset) => {
    times.set(offset, [line.startMs, line.endMs]);
  });
  await splitBytes(fileBytes(path), reader.line);
  reader.end();
  return times;
}

function heldMs(all: readonly Times[]): number {
  return all
    .flatMap((times) => [...times.values()])
    .reduce((sum, [from, to]) => sum + to - from, 0);
}

describe('a rotated log of several segments whose durations follow from the order of its lines', () => {
  it('has the durations that were rolled up', async () => {
    const all = await Promise.all(logs.map((log) => counted(log, wholeOf(log))));
    const { widthMs } = rollup.grid;
    const rolledMs = rollup.total('in-flight').reduce((sum, mean) => sum + mean * widthMs, 0);
    expect(heldMs(all)).toBeGreaterThan(1_000_000);
    expect(heldMs(all)).toBeCloseTo(rolledMs, 3);
    const requests = rollup.total('requests').reduce((sum, count) => sum + count, 0);
    expect(all.reduce((sum, { size }) => sum + size, 0)).toBe(requests);
  });

  it('has them as well where only some segments are read', async () => {
    for (const log of logs) {
      const whole = await counted(log, wholeOf(log));
      const segments = segmentsOf(log, [...whole.keys()]);
      const [even, odd] = await Promise.all(
        [0, 1].map((half) =>
          counted(
            log,
            segments.filter((_, at) => at % 2 === half),
          ),
        ),
      );
      expect(even?.size).toBeGreaterThan(0);
      expect(odd?.size).toBeGreaterThan(0);
      expect(new Map([...(even ?? []), ...(odd ?? [])].sort(([a], [b]) => a - b))).toEqual(whole);
    }
  });

  it('has its lines printed by them', async () => {
    for (const log of logs) {
      expect(await printed(log, log.start)).toEqual(await counted(log, wholeOf(log)));
    }
    const asIfAlone = await Promise.all(logs.map((log) => printed(log, OWN_START)));
    const inPlace = await Promise.all(logs.map((log) => printed(log, log.start)));
    expect(heldMs(asIfAlone)).not.toBe(heldMs(inPlace));
    expect(logs.map(({ start }) => start.inSegment > 0)).toEqual([false, true, true]);
  });
});
