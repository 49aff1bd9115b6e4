import type { LogFactsPart } from '../ingest/log-facts.ts';
import type { LineOrderState, Stamp } from '../request/times.ts';
import type { BlockSpans } from '../rollup/line-ranges.ts';
import type { RolledBatch } from '../rollup/rolled-batch.ts';
import type { Failure } from './failure.ts';

/** A line that begins before a segment's end may go on behind it for so long; a log with longer ones is read as a whole. */
export const MAX_OVERHANG_BYTES: number = 1024 * 1024;

/** A log as those are told who read a segment of it; plain data. */
export interface SegmentLog {
  /** Its place in the list of logs. */
  readonly source: number;
  /** What messages call it. */
  readonly name: string;
  /** As `compileFormat` takes it. */
  readonly format: string;
  readonly stamps: Stamp | undefined;
  /** Logs of one set that follow each other are one log, which rotation has cut. */
  readonly set: string;
}

/** Of a plain file: the lines that begin in `[from, to)`. */
export interface FilePiece {
  readonly log: SegmentLog;
  /** Of the open file, which all threads share: its path may lead elsewhere by now. */
  readonly fd: number;
  readonly from: number;
  readonly to: number;
}

/** Whole lines of an inflated log: `bytes[start, end)` of the segment. */
export interface BytesPiece {
  readonly log: SegmentLog;
  readonly start: number;
  readonly end: number;
  /** Where the first byte stands in the inflated log. */
  readonly offset: number;
}

/** What of the logs lies between two borders: one thread reads it. Plain data. */
export interface Segment {
  readonly pieces: readonly (FilePiece | BytesPiece)[];
  /** What bytes pieces are of; undefined without any. */
  readonly bytes: Uint8Array<ArrayBuffer> | undefined;
}

/** What came of one log in a segment. */
export interface LogPart {
  readonly source: number;
  readonly facts: LogFactsPart;
  /** What the lines before decided of its first line here. */
  readonly order: LineOrderState;
  /** Set where the log cannot be read in segments: a line of it is too long. */
  readonly isUnfit?: true;
  /** Why its file could not be read. */
  readonly failure?: Failure;
}

/** What came of a segment; plain data. */
export interface ReadSegment {
  readonly rolled: RolledBatch;
  readonly parts: readonly LogPart[];
  /** Where its lines of which times stand. */
  readonly spans: readonly BlockSpans[];
  /** Those of the segment, to be used again. */
  readonly bytes: Uint8Array<ArrayBuffer> | undefined;
}
