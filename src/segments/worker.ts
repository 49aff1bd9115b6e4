import { parentPort, workerData } from 'node:worker_threads';
import { columnsOf } from '../rollup/line-ranges.ts';
import { transferablesOf } from '../rollup/rolled-batch.ts';
import { failureOf } from './failure.ts';
import type { ReadSegment } from './segment.ts';
import { type RequestSettings, SegmentReader } from './segment-reader.ts';
import type { SegmentAnswer, SegmentRequest } from './worker-messages.ts';

/** What a thread of its own runs: reads the segments that it is asked for, one after another. */
const reader = new SegmentReader(workerData as RequestSettings);

parentPort?.on('message', (request: SegmentRequest) => {
  const answer = answerTo(request);
  parentPort?.postMessage(answer, 'read' in answer ? movedFrom(answer.read) : []);
});

function answerTo({ id, segment, leastRung }: SegmentRequest): SegmentAnswer {
  try {
    return { id, read: reader.read(segment, leastRung) };
  } catch (error) {
    return { id, failure: failureOf(error) };
  }
}

function movedFrom({ rolled, spans, bytes }: ReadSegment): ArrayBuffer[] {
  const moved = [...transferablesOf(rolled), ...spans.flatMap(columnsOf)];
  return bytes === undefined ? moved : [...moved, bytes.buffer];
}
