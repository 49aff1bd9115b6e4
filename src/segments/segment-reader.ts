import { isMiss } from '../../parsers/contract.ts';
import { type CompiledFormat, compileFormat } from '../../parsers/index.ts';
import { LineSplitter } from '../ingest/lines.ts';
import { LogReader, type RecordSink } from '../ingest/log-reader.ts';
import { type NameOptions, RequestBuilder } from '../request/from-record.ts';
import { appendRequest, NamedBatch } from '../rollup/append-request.ts';
import { defaultLimits } from '../rollup/limits.ts';
import { BatchRoller } from '../rollup/roll-batch.ts';
import { failureOf } from './failure.ts';
import { FileLines, type LineRange } from './file-lines.ts';
import type {
  BytesPiece,
  FilePiece,
  LogPart,
  ReadSegment,
  Segment,
  SegmentLog,
} from './segment.ts';

/** Which requests are rolled up, and how they are named; plain data. */
export interface RequestSettings {
  readonly names: NameOptions;
  /** Epoch milliseconds UTC: requests outside are left out. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** The reader of the piece before, and whose log it was. */
interface PieceBefore {
  readonly log: SegmentLog;
  readonly reader: LogReader;
}

/** Reads segments one by one and rolls their requests up, in any thread. */
export class SegmentReader {
  readonly #settings: RequestSettings;
  readonly #builder: RequestBuilder;
  readonly #batch = new NamedBatch();
  readonly #roller = new BatchRoller(defaultLimits);
  readonly #files = new FileLines();
  readonly #formats = new Map<string, CompiledFormat>();

  constructor(settings: RequestSettings) {
    this.#settings = settings;
    this.#builder = new RequestBuilder(settings.names);
  }

  /** `leastRung` is that of `BatchRoller.roll`. */
  read({ pieces, bytes }: Segment, leastRung: number): ReadSegment {
    this.#batch.clear();
    const parts: LogPart[] = [];
    let before: PieceBefore | undefined;
    for (const piece of pieces) {
      const { log } = piece;
      const reader = this.#readerOf(log, before);
      const outcome = this.#readPiece(piece, bytes, reader);
      parts.push({ source: log.source, facts: reader.facts.part, ...outcome });
      before = { log, reader };
    }
    return { rolled: this.#roller.roll(this.#batch, leastRung), parts, bytes };
  }

  #readPiece(
    piece: FilePiece | BytesPiece,
    bytes: Uint8Array | undefined,
    reader: LogReader,
  ): Pick<LogPart, 'isUnfit' | 'failure'> {
    try {
      const lines = 'fd' in piece ? this.#files.read(piece) : rangeOf(piece, bytes);
      if (lines === undefined) return { isUnfit: true };
      readLines(lines, reader);
      return {};
    } catch (error) {
      return { failure: failureOf(error) };
    }
  }

  #readerOf(log: SegmentLog, before: PieceBefore | undefined): LogReader {
    const goesOn =
      before?.log.set === log.set &&
      before.log.stamps === log.stamps &&
      before.log.format === log.format;
    const inSegment = { before: goesOn ? before.reader.times : undefined };
    const settings = { format: this.#formatOf(log), stamps: log.stamps, inSegment };
    return new LogReader(log.name, settings, this.#sinkFor(log.source));
  }

  #formatOf({ format }: SegmentLog): CompiledFormat {
    const known = this.#formats.get(format);
    if (known !== undefined) return known;
    const compiled = compileFormat(format);
    if (isMiss(compiled)) throw new Error(`format ${format}: ${compiled.reason}`);
    this.#formats.set(format, compiled);
    return compiled;
  }

  #sinkFor(source: number): RecordSink {
    const { fromMs, toMs } = this.#settings;
    const { newNames } = this.#batch;
    const keyOf = (place: number, name: string): number => newNames[place]?.id(name) ?? 0;
    return (record, times, offset) => {
      if (times.endMs < fromMs || times.startMs > toMs) return;
      appendRequest(this.#batch, this.#builder.build(record, { times, source, offset }), keyOf);
    };
  }
}

function rangeOf({ start, end, offset }: BytesPiece, bytes: Uint8Array | undefined): LineRange {
  if (bytes === undefined) throw new Error('a segment lacks its bytes');
  return { bytes, start, end, offset };
}

function readLines({ bytes, start, end, offset }: LineRange, reader: LogReader): void {
  const splitter = new LineSplitter(reader.line, offset);
  splitter.push(bytes.subarray(start, end));
  splitter.end();
  reader.flush();
  reader.facts.tally.bytes += end - start;
}
