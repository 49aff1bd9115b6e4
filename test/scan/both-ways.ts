import { SLACK_BYTES } from '../../parsers/block-cursor.ts';
import { type CompiledFormat, compileFormat } from '../../parsers/compile-format.ts';
import { isMiss } from '../../parsers/contract.ts';
import { LineSplitter } from '../../src/ingest/lines.ts';
import { LogReader } from '../../src/ingest/log-reader.ts';
import { RequestBuilder } from '../../src/request/from-record.ts';
import type { NameOptions } from '../../src/request/request-names.ts';
import { dimensions } from '../../src/rollup/dimension.ts';
import { keyText } from '../../src/rollup/keys.ts';
import { Observation } from '../../src/rollup/observation.ts';
import {
  ABORTED,
  FAILED,
  NO_BYTES,
  NO_KEY,
  type RequestBatch,
  TIMED,
} from '../../src/rollup/request-batch.ts';
import { BatchBuilder } from '../../src/scan/batch-builder.ts';
import { LineScanner } from '../../src/scan/line-scanner.ts';

export function formatOf(spec: string): CompiledFormat {
  const format = compileFormat(spec);
  if (isMiss(format)) throw new Error(format.reason);
  return format;
}

/** What came of a log: its requests as plain rows, and what its reader knows. */
export interface Outcome {
  readonly rows: readonly unknown[];
  readonly outOfRange: number;
  readonly facts: unknown;
}

/** Reads a log line by line, each one as a record, a request, an observation. */
export function slowly(bytes: Uint8Array, format: CompiledFormat, names?: NameOptions): Outcome {
  const builder = new RequestBuilder(names);
  const seen = new Observation();
  const rows: unknown[] = [];
  let outOfRange = 0;
  const reader = new LogReader('log', { format }, (record, times, offset) => {
    const request = builder.build(record, { times, source: 0, offset });
    if (!seen.take(request)) {
      outOfRange += 1;
      return;
    }
    rows.push([
      seen.startUs,
      seen.endUs,
      seen.sized === 1 ? seen.bytesOut : NO_BYTES,
      seen.received === 1 ? seen.bytesIn : NO_BYTES,
      (seen.timed ? TIMED : 0) | (seen.aborted ? ABORTED : 0) | (seen.failed ? FAILED : 0),
      seen.source,
      seen.offset,
      ...dimensions.map((dimension) => {
        const value = request.dimensions[dimension];
        return value === undefined ? undefined : keyText(value);
      }),
    ]);
  });
  const splitter = new LineSplitter(reader.line);
  splitter.push(bytes);
  splitter.end();
  reader.flush();
  return { rows, outOfRange, facts: factsOf(reader) };
}

/** Reads a log as scanners do, in blocks that end at `cuts`. */
export function scanned(
  lines: Uint8Array,
  format: CompiledFormat,
  { cuts = [], names }: { readonly cuts?: readonly number[]; readonly names?: NameOptions } = {},
): Outcome {
  const bytes = withRoom(lines);
  const builder = new BatchBuilder(names);
  const scanner = new LineScanner(format, builder);
  const reader = new LogReader('log', { format }, builder.sinkFor(0));
  const rows: unknown[] = [];
  let outOfRange = 0;
  let start = 0;
  for (const end of [...cuts, bytes.length]) {
    builder.begin();
    scanner.scan(bytes, start, end, start, { reader, source: 0 });
    if (end === bytes.length) reader.flush();
    for (const row of rowsOf(builder.batch)) rows.push(row);
    outOfRange += builder.batch.outOfRange;
    start = end;
  }
  return { rows, outOfRange, facts: factsOf(reader) };
}

/** The same bytes with memory behind them, as buffers have it: where there is none the last line is not scanned. */
function withRoom(bytes: Uint8Array): Uint8Array {
  const memory = new Uint8Array(bytes.length + SLACK_BYTES);
  memory.set(bytes);
  return memory.subarray(0, bytes.length);
}

function rowsOf(batch: RequestBatch): readonly unknown[] {
  return Array.from({ length: batch.length }, (_, row) => [
    batch.startUs[row],
    batch.endUs[row],
    batch.bytesOut[row],
    batch.bytesIn[row],
    batch.flags[row],
    batch.sources[row],
    batch.offsets[row],
    ...batch.keys.map((column, place) => {
      const key = column[row] ?? NO_KEY;
      return key === NO_KEY ? undefined : batch.names[place]?.text(key);
    }),
  ]);
}

function factsOf({ facts }: LogReader): unknown {
  const { jumps, stampDoubt } = facts.times;
  return { ...facts.part, jumps, stampDoubt };
}
