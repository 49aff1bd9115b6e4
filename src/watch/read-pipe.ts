import type { Readable } from 'node:stream';
import { TailHeaders } from '../follow/tail-headers.ts';
import { refuseEndless } from '../ingest/endless.ts';
import { PIPE } from '../ingest/inputs.ts';
import { pipeBytes, splitPipe } from '../ingest/pipe-lines.ts';
import { displayName } from '../ingest/read-logs.ts';
import type { WatchedLog } from './watched-log.ts';
import type { WatchedLogs } from './watched-logs.ts';

export interface PipeSettings {
  readonly logs: WatchedLogs;
  /** Ends the reading: what came so far is all there is. */
  readonly signal: AbortSignal;
  /** Waited for after each chunk. */
  readonly afterChunk: () => Promise<void>;
}

/**
 * Reads lines from a pipe into the logs that they are of, to its end. What `tail -F` prints of several files becomes a log
 * for each. Rejects with an ExpectedError where they are of no log that is known.
 */
export async function readPipe(stdin: Readable, settings: PipeSettings): Promise<void> {
  const { logs, signal } = settings;
  const lines = new PipeLines(logs);
  const chunks = refuseEndless(pipeBytes(stdin, signal), displayName(PIPE));
  await splitPipe(passed(chunks, lines, settings), lines.take);
  // A pipe without any line is a log that is empty.
  if (!logs.hasLines && !signal.aborted) logs.log({ path: PIPE, host: undefined });
}

async function* passed(
  chunks: AsyncIterable<Uint8Array>,
  lines: PipeLines,
  { afterChunk }: PipeSettings,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    lines.bytes += chunk.length;
    yield chunk;
    await afterChunk();
  }
}

class PipeLines {
  /** Bytes of the pipe so far. */
  bytes = 0;
  readonly #logs: WatchedLogs;
  readonly #headers: TailHeaders;
  readonly #ends = new Map<WatchedLog, number>();
  #offset = 0;

  constructor(logs: WatchedLogs) {
    this.#logs = logs;
    this.#headers = new TailHeaders((name, block) => this.#give(name, block));
  }

  readonly take = (bytes: Uint8Array, start: number, end: number, offset: number): void => {
    this.#offset = offset;
    this.#headers.take(bytes.subarray(start, end));
  };

  #give(name: string | undefined, block: Uint8Array): void {
    const log = this.#logs.log({ path: name ?? PIPE, host: undefined });
    const { tally } = log.reader.facts;
    const offset = name === undefined ? this.#offset : (this.#ends.get(log) ?? 0);
    log.take(block, 0, block.length, offset);
    this.#ends.set(log, offset + block.length);
    tally.bytes = name === undefined ? this.bytes : offset + block.length;
    this.#logs.advance(log);
  }
}
