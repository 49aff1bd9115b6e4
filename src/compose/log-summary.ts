import type { Field } from '../../parsers/contract.ts';
import type { LogStart } from '../ingest/log-start.ts';
import type { LogClock } from './log-clock.ts';

/** What is known of a log after reading it, for the report. */
export interface LogSummary {
  readonly path: string;
  /** How people are told of it: a pipe has no path. */
  readonly name: string;
  readonly host: string | undefined;
  /** The name of the format, as `--log-format` takes it back, and of the server whose language it is. */
  readonly format: string;
  readonly server: string;
  /** The directive of a configuration that the format is read from; undefined where it was given or detected. */
  readonly formatSource: string | undefined;
  /** The directive of a configuration whose format did not fit, so that it was detected. */
  readonly unfitSource: string | undefined;
  readonly lines: number;
  readonly parsed: number;
  readonly missed: Readonly<Record<string, number>>;
  /** Lines that should have been read and were not: misses less what stands between requests. */
  readonly unread: number;
  /** Epoch milliseconds UTC of the first start and the last end; absent when no line was parsed. */
  readonly fromMs: number | undefined;
  readonly toMs: number | undefined;
  readonly bytes: number;
  /** What its lines carry. */
  readonly fields: ReadonlySet<Field>;
  /** Whether durations, which it does not log, were read off the order of its lines. */
  readonly impliesDurations: boolean;
  /** What its lines tell of the clock that wrote them. */
  readonly clock: LogClock;
  /** How it goes on from the log that rotation has cut off before it. */
  readonly start: LogStart;
  /** Bytes that were there when reading began and were gone before they were read. */
  readonly cutBytes: number;
  /** Whether it came from a pipe, which cannot be read again. */
  readonly isPipe: boolean;
}
