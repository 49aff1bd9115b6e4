import type { FileIdentity } from '../ingest/file-identity.ts';
import type { InputFile } from '../ingest/inputs.ts';
import type { LogFacts } from '../ingest/log-facts.ts';
import type { Stamp } from '../request/times.ts';
import type { SegmentLog } from './segment.ts';

/** A log that is to be read, and how. */
export interface PlannedLog {
  readonly file: InputFile;
  /** The path that it was named by, or the folder that it was found in. */
  readonly input: string;
  readonly host: string | undefined;
  /** Which file it was before it was read; undefined of a pipe. */
  readonly identity: FileIdentity | undefined;
  /** What its first lines told: its format, and how that came to be known. Undefined of a pipe that is not read yet. */
  readonly head: LogFacts | undefined;
  /** Logs of one set are one log, which rotation has cut. */
  readonly set: string;
  /** Whether the file's bytes are the log's text, neither compressed nor of another encoding. */
  readonly isPlain: boolean;
  /** Whether what a line means is told by itself and the lines around it: else the log is read as a whole. */
  readonly hasSegments: boolean;
  /** Whether all it answers is asked by one proxy, as far as its first lines tell: false of a pipe. */
  readonly isBehindProxy: boolean;
  /** What the times of lines with one are of, where the order of the lines says otherwise than the format. */
  readonly stamps: Stamp | undefined;
}

/** A log and its place in the list of logs. */
export interface PlacedLog extends PlannedLog {
  readonly source: number;
  /** What messages call it. */
  readonly name: string;
}

export function segmentLogOf({ source, name, head, stamps, set }: PlacedLog): SegmentLog {
  return { source, name, format: head?.format?.name ?? '', stamps, set };
}
