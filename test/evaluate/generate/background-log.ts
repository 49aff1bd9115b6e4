import { basename } from 'node:path';
import type { AccessRecord } from '../../../parsers/record.ts';
import { readLogs } from '../../../src/ingest/read-logs.ts';
import { RequestBuilder } from '../../../src/request/from-record.ts';
import { silentIo } from '../silent-io.ts';
import { NO_REQUEST } from './log-formats.ts';

/** A line of a real log. */
export interface LoggedRequest {
  /** Epoch milliseconds UTC of its start. */
  readonly startMs: number;
  /** Undefined where the log has no durations. */
  readonly durationSeconds: number | undefined;
  readonly client: string;
  readonly agent: string;
  readonly referer: string;
  readonly method: string;
  /** `NO_REQUEST` where the line has none. */
  readonly target: string;
  readonly route: string;
  readonly status: number;
  readonly bytes: number;
}

/** A real log, to lie behind the trouble of a case. */
export interface BackgroundLog {
  /** Of its file. */
  readonly name: string;
  /** In the order of their starts, those of one time in the log's order. */
  readonly requests: readonly LoggedRequest[];
}

/** Reads a log of any format that culprit reads. Throws an ExpectedError where it is none. */
export async function readBackground(path: string): Promise<BackgroundLog> {
  let requests: LoggedRequest[] = [];
  await readLogs([{ path }], {
    format: undefined,
    zone: 'UTC',
    start: undefined,
    io: silentIo(),
    sinkFor: (source) => {
      // A log whose times turn out to be others is read again, from its first line.
      requests = [];
      const builder = new RequestBuilder({});
      return (record, times, offset) => {
        const line = { times, source, offset };
        const { startMs, dimensions, bytesOut } = builder.build(record, line);
        // Not what the order of the lines implies: a log that was put together implies hours.
        const durationMs = record.number('durationMs');
        requests.push({
          ...whatWasAsked(record),
          startMs,
          durationSeconds: durationMs === undefined ? undefined : durationMs / 1000,
          route: dimensions.route ?? NO_REQUEST,
          bytes: bytesOut ?? 0,
        });
      };
    },
  });
  return { name: basename(path), requests: requests.toSorted((a, b) => a.startMs - b.startMs) };
}

type Asked = 'client' | 'agent' | 'referer' | 'method' | 'target' | 'status';

function whatWasAsked(record: AccessRecord): Pick<LoggedRequest, Asked> {
  return {
    client: record.text('client') ?? '-',
    agent: record.text('agent') ?? '-',
    referer: record.text('referer') ?? '-',
    method: record.text('method') ?? 'GET',
    target: record.text('target') ?? NO_REQUEST,
    status: record.number('status') ?? 200,
  };
}
