import { ExpectedError } from '../errors.ts';
import { unreadable } from '../file-errors.ts';
import type { Io } from '../io.ts';
import type { Stamp } from '../request/times.ts';
import type { ConfiguredFormat } from '../server-config/configured-format.ts';
import { refuseEndless } from './endless.ts';
import { FormatFinder } from './find-format.ts';
import { filesOf, type InputFile, modifiedMsOf, PIPE } from './inputs.ts';
import { type BlockSink, eachLine, splitBytes } from './lines.ts';
import type { LogFacts } from './log-facts.ts';
import { LogReader, type LogSettings, type RecordSink } from './log-reader.ts';
import { fileBytes, fileStream } from './source.ts';

/** A path, and the host whose logs lie there, where the user said. */
export interface NamedPath {
  readonly host?: string;
  readonly path: string;
}

/** A log by its path, and the host that was named with it. */
export interface LogName {
  readonly path: string;
  readonly host: string | undefined;
}

/** A log that was read to its end. */
export interface ReadLog extends LogName {
  /** Whether it came from a pipe and cannot be read again. */
  readonly isPipe: boolean;
  readonly facts: LogFacts;
}

/** A file of a named folder that is no access log, and why. */
export interface SkippedFile {
  readonly path: string;
  readonly reason: string;
}

export interface ReadLogs {
  readonly logs: readonly ReadLog[];
  readonly skipped: readonly SkippedFile[];
}

/**
 * Gives the sink for the records of the log at the place `source` of `ReadLogs.logs`. Asked again for the same
 * place when a file turns out to be no log, and when it is read again because its times are others than its format says:
 * what the sink before was given counts no more.
 */
export type SinkFor = (source: number, file: InputFile) => RecordSink;

export interface ReadSettings
  extends Omit<LogSettings, 'finder' | 'stamps' | 'modifiedMs' | 'inSegment'> {
  /** What the times of lines with one are of. Default: what the format says, but for logs whose order says otherwise. */
  readonly stamps?: Stamp | 'documented';
  /** The formats that configurations have for a log. */
  readonly configuredFor?: (log: LogName) => readonly ConfiguredFormat[];
  readonly sinkFor: SinkFor;
  /** Takes lines in blocks, in place of the reader that they are for; asked after `sinkFor`. Default: the reader itself. */
  readonly blocksFor?: (source: number, reader: LogReader) => BlockSink;
  readonly io: Io;
  /** Waited for after each chunk of a log, so that what the sink does can keep up. */
  readonly pace?: () => Promise<void>;
  /** Told after each chunk how far the reading of the file is. */
  readonly onProgress?: ((file: InputFile, facts: LogFacts) => void) | undefined;
}

/**
 * Reads all inputs one after another. A file that was named must be an access log; in a folder those
 * that are none are skipped with their reason, and a folder without any is an error.
 */
export async function readLogs(
  inputs: readonly NamedPath[],
  settings: ReadSettings,
): Promise<ReadLogs> {
  const logs: ReadLog[] = [];
  const skipped: SkippedFile[] = [];
  for (const { path, host } of inputs) {
    const before = { logs: logs.length, skipped: skipped.length };
    for (const file of await filesOf(path)) {
      const place = { file, host, source: logs.length, modifiedMs: await modifiedMsOf(file) };
      const facts = await readLog(place, settings);
      if (typeof facts === 'string') skipped.push({ path: file.path, reason: facts });
      else logs.push({ path: file.path, host, isPipe: file.isPipe, facts });
    }
    if (logs.length > before.logs) continue;
    throw noLogIn(path, skipped.slice(before.skipped));
  }
  return { logs, skipped };
}

/** The error for an input of which no file is a log. */
export function noLogIn(path: string, skipped: readonly SkippedFile[]): ExpectedError {
  return new ExpectedError(
    `${path} holds no access log: ${skipped[0]?.reason}`,
    'name the folder of the logs',
  );
}

/** How messages call an input. */
export function displayName(path: string): string {
  return path === PIPE ? 'standard input' : path;
}

/** A file and its place in the list of logs. */
export interface LogPlace {
  readonly file: InputFile;
  readonly host: string | undefined;
  readonly source: number;
  /** When the file was last changed, epoch milliseconds; undefined for a pipe. */
  readonly modifiedMs: number | undefined;
}

/**
 * Reads one input, a file twice where the order of its lines is certain that its format is wrong on its times. Gives the
 * reason when it is no log and was not named for one.
 */
export async function readLog(
  { file, host, source, modifiedMs }: LogPlace,
  settings: ReadSettings,
): Promise<LogFacts | string> {
  const configured = settings.configuredFor?.({ path: file.path, host }) ?? [];
  const read = async (stamps: Stamp | undefined): Promise<LogFacts | string> => {
    const sink = settings.sinkFor(source, file);
    const { format, zone, start, onSegment } = settings;
    const name = displayName(file.path);
    const finder = new FormatFinder(name, configured);
    const reader = new LogReader(
      name,
      { format, finder, zone, stamps, modifiedMs, start, onSegment },
      sink,
    );
    const blocks = settings.blocksFor?.(source, reader) ?? eachLine(reader.line);
    return (await readOne({ file, reader, blocks }, settings)) ?? reader.facts;
  };
  const told = settings.stamps;
  const first = await read(told === 'documented' ? undefined : told);
  if (typeof first === 'string' || told !== undefined || file.isPipe) return first;
  const doubt = first.times.stampDoubt;
  return doubt?.isCertain ? read(doubt.found) : first;
}

/** A file that is being read, and what its lines are given to. */
interface Reading {
  readonly file: InputFile;
  readonly reader: LogReader;
  readonly blocks: BlockSink;
}

/** Reads one input; the reason when it is no log and was not named for one. */
async function readOne(reading: Reading, settings: ReadSettings): Promise<string | undefined> {
  const { file, reader, blocks } = reading;
  try {
    if (file.isPipe) await readPipe(reading, settings);
    else await splitBytes(passed(bytesOf(file, reader), reading, settings), reader.line, blocks);
    reader.end();
    return undefined;
  } catch (error) {
    return refusalOf(file, error);
  }
}

/** Why a file that was found, not named, is no log. Throws where it was named, and where the error tells no reason. */
export function refusalOf({ path, named }: InputFile, error: unknown): string {
  const expected = unreadable(displayName(path), error);
  if (named || !(expected instanceof ExpectedError)) throw expected;
  return expected.what;
}

function bytesOf({ path }: InputFile, reader: LogReader): AsyncGenerator<Uint8Array> {
  const bytes = fileBytes(path, (fate) => {
    reader.facts.fate = fate;
  });
  return refuseEndless(bytes, displayName(path));
}

async function readPipe(reading: Reading, settings: ReadSettings): Promise<void> {
  const { path } = reading.file;
  const { io } = settings;
  const { pipeBytes, splitPipe } = await import('./pipe-lines.ts');
  const interrupt = new AbortController();
  const release = io.onInterrupt(() => interrupt.abort());
  const stream = path === PIPE ? io.stdin : fileStream(path);
  try {
    const bytes = refuseEndless(pipeBytes(stream, interrupt.signal), displayName(path));
    await splitPipe(passed(bytes, reading, settings), reading.blocks);
  } finally {
    release();
  }
}

async function* passed(
  chunks: AsyncIterable<Uint8Array>,
  { file, reader }: Reading,
  { pace, onProgress }: ReadSettings,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    reader.facts.tally.bytes += chunk.length;
    yield chunk;
    onProgress?.(file, reader.facts);
    await pace?.();
  }
}
