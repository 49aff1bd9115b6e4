import { ExpectedError } from '../errors.ts';
import { arePiped, PIPE } from '../ingest/inputs.ts';
import type { Io } from '../io.ts';
import { configuredFormats } from '../server-config/configured-format.ts';
import type { ReadConfig } from '../server-config/read-server-config.ts';
import { FollowLogs } from './follow-logs.ts';
import { readPipe } from './read-pipe.ts';
import type { SavedLog } from './state-text.ts';
import type { Watch } from './watch.ts';
import type { Since, WatchOptions } from './watch-options.ts';
import type { WatchedLogs } from './watched-logs.ts';

export interface ReaderParts {
  readonly options: WatchOptions;
  readonly configs: readonly ReadConfig[];
  readonly logs: WatchedLogs;
  readonly watch: Watch;
  readonly io: Io;
  /** Milliseconds from any start. */
  readonly clock: () => number;
  readonly warn: (text: string) => void;
  /** How far logs were read before a restart. */
  readonly saved: readonly SavedLog[];
  /** Called where how far the logs are read agrees with what was counted of them. */
  readonly save: (saved: () => readonly SavedLog[], isLast: boolean) => Promise<void>;
}

/** What reads the logs until their end or until the signal aborts: the pipe, or files that it follows. */
export function readerOf(parts: ReaderParts): (signal: AbortSignal) => Promise<void> {
  const { options, configs, logs, watch, io, save } = parts;
  const { inputs, since, logFormat, zone, windowMs } = options;
  const afterLines = (): Promise<void> => watch.look();
  if (arePiped(inputs)) {
    return async (signal) => {
      await readPipe(io.stdin, { logs, signal, afterChunk: afterLines });
      await save(() => [], true);
    };
  }
  if (inputs.some(({ path }) => path === PIPE)) {
    throw new ExpectedError('a pipe and files are not watched together', 'name either');
  }
  const follow: FollowLogs = new FollowLogs({
    ...parts,
    inputs,
    windowMs,
    sinceMs: since === undefined ? undefined : sinceMs(since),
    headOf: ({ path, host }) => ({
      format: logFormat,
      zone,
      configured: configuredFormats({ path, host }, configs),
    }),
    afterLines,
    atRest: (isLast) => save(() => follow.saved, isLast),
  });
  return (signal) => follow.run(signal);
}

function sinceMs(since: Since): number {
  return 'atMs' in since ? since.atMs : Date.now() - since.agoMs;
}
