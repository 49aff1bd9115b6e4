import { readLogs } from '../../../src/ingest/read-logs.ts';
import { RequestBuilder } from '../../../src/request/from-record.ts';
import type { LabelledCase } from '../labelled-case.ts';
import { inflated, offsetsOf } from '../log-lines.ts';
import { silentIo } from '../silent-io.ts';

/** The names of a request that a baseline can choose. Those that nearly all requests share, such as a status, would always win. */
export const baselineDimensions = ['route', 'client', 'network', 'agent'] as const;

/** A request as culprit's parsers read it. */
export interface ParsedRequest {
  readonly path: string;
  /** Its place in the log, from 0 on. */
  readonly line: number;
  /** Epoch milliseconds UTC. */
  readonly startMs: number;
  readonly endMs: number;
  readonly bytes: number;
  /** Its values in `baselineDimensions`. */
  readonly names: readonly (string | undefined)[];
}

/** The requests of a case's host; of all logs where there is one host. */
export async function parsedRequests(
  { logs }: LabelledCase,
  host: string | undefined,
): Promise<readonly ParsedRequest[]> {
  const requests: ParsedRequest[] = [];
  const offsets: { path: string; offset: number }[] = [];
  const own = logs.filter((log) => log.host === host);
  await readLogs(
    own.map(({ path }) => ({ path })),
    {
      format: undefined,
      zone: 'UTC',
      start: undefined,
      io: silentIo(),
      sinkFor: (source, { path }) => {
        const builder = new RequestBuilder({});
        return (record, times, offset) => {
          const { startMs, endMs, bytesOut, dimensions } = builder.build(record, {
            times,
            source,
            offset,
          });
          const names = baselineDimensions.map((dimension) => dimensions[dimension]);
          requests.push({ path, line: -1, startMs, endMs, bytes: bytesOut ?? 0, names });
          offsets.push({ path, offset });
        };
      },
    },
  );
  const lines = await placesOfOffsets(new Set(offsets.map(({ path }) => path)));
  return requests.map((request, at) => {
    const { path, offset } = offsets[at] ?? { path: '', offset: 0 };
    return { ...request, line: lines.get(path)?.get(offset) ?? -1 };
  });
}

async function placesOfOffsets(
  paths: ReadonlySet<string>,
): Promise<ReadonlyMap<string, ReadonlyMap<number, number>>> {
  const entries = [...paths].map(async (path) => {
    const offsets = offsetsOf(await inflated(path));
    return [path, new Map(offsets.map((offset, line) => [offset, line]))] as const;
  });
  return new Map(await Promise.all(entries));
}
