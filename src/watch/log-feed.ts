import type { LogName } from '../ingest/read-logs.ts';
import type { SavedLog } from './state-text.ts';
import type { WatchedLog } from './watched-log.ts';
import type { WatchedLogs } from './watched-logs.ts';

/** Gives the lines of one log, from whichever files they come, to what watches it: as those of one log without end. */
export class LogFeed {
  readonly log: WatchedLog;
  readonly #logs: WatchedLogs;
  /** Where the next line stands: no two lines of the log have one place, those that are read again included. */
  #offset = 0;

  constructor(logs: WatchedLogs, name: LogName) {
    this.#logs = logs;
    this.log = logs.log(name);
  }

  /** Takes whole lines. Throws an ExpectedError where they are of no log that is known. */
  readonly take = (lines: Uint8Array): void => {
    const { log } = this;
    const offset = this.#offset;
    this.#offset += lines.length;
    log.reader.facts.tally.bytes += lines.length;
    log.take(lines, 0, lines.length, offset);
    this.#logs.advance(log);
  };

  /** Goes on with what was counted before: the lines so far were read again only to be rolled up. */
  resume({ facts }: SavedLog): void {
    this.log.resume(facts);
  }
}
