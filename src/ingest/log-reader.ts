import {
  isMiss,
  type LineParser,
  MIN_CUT_BYTES,
  type Miss,
  type Piece,
} from '../../parsers/contract.ts';
import { type Candidate, type CompiledFormat, compileFormat, detect } from '../../parsers/index.ts';
import { AccessRecord } from '../../parsers/record.ts';
import { ExpectedError } from '../errors.ts';
import { LogTimes, type TimeSettings } from '../request/log-times.ts';
import type { RequestTimes } from '../request/times.ts';
import { type ConfiguredFormat, fittingFormat } from '../server-config/configured-format.ts';
import type { FileFate } from './growing-file.ts';
import { HeldLines } from './held-lines.ts';
import { LinePieces } from './line-pieces.ts';
import { type LineSink, MAX_LINE_BYTES } from './lines.ts';
import { ReadingMarks } from './reading-marks.ts';
import { SampleLines } from './sample-lines.ts';
import { Tally } from './tally.ts';

/** Lines held back where the clock may have jumped: those that decide it, and text between them. */
export const MAX_DOUBTFUL_LINES = 1000;

/**
 * Takes each record with its times and the offset of its line. Valid during the call only: the line is
 * `record.lineBytes[lineStart, lineEnd)`, with a carriage return behind it where the log has one.
 */
export type RecordSink = (record: AccessRecord, times: RequestTimes, offset: number) => void;

/** How a log is read. */
export interface LogSettings extends TimeSettings {
  /** Detected where it is not given. */
  readonly format: CompiledFormat | undefined;
  /** Formats that a configuration has for the log, best first: the one that fits is taken before any is detected. */
  readonly configured?: readonly ConfiguredFormat[];
}

/**
 * Turns the lines of one log into records. Holds back the first lines until it knows the format, so that
 * a pipe is read once, like a file. Every line ends in the tally: parsed, or missed with a reason.
 */
export class LogReader {
  readonly tally: Tally = new Tally();
  fromMs: number = Number.POSITIVE_INFINITY;
  toMs: number = Number.NEGATIVE_INFINITY;
  /** The formats that were tried on the first lines, best first; none where the format was given or configured. */
  candidates: readonly Candidate[] = [];
  /** What the lines tell of the log's clock: zones, order, jumps, whether times are starts or ends. */
  readonly times: LogTimes;
  /** The offset of the first line's time, minutes east of UTC; undefined where it is neither written nor given. */
  zoneMinutes: number | undefined;
  /** The configuration's format that the log is read with; undefined where it is read with another. */
  configuredBy: ConfiguredFormat | undefined;
  /** The configuration's format for the log where it did not fit. */
  misconfigured: ConfiguredFormat | undefined;
  /** How far the file was read, and what became of it meanwhile; undefined for a pipe, and before the first chunk. */
  fate: FileFate | undefined;
  /** Where the log can be read again from, if `canResume`. */
  readonly marks: ReadingMarks = new ReadingMarks();
  /** Whether any duration was read off the order of lines. */
  impliesDurations = false;
  readonly #name: string;
  readonly #sink: RecordSink;
  readonly #record = new AccessRecord();
  readonly #configured: readonly ConfiguredFormat[];
  #format: CompiledFormat | undefined;
  /** Lines of a log whose format is not known yet. */
  readonly #sample = new SampleLines();
  readonly #pieces = new LinePieces();
  /** Lines behind what may be a jump of the clock. */
  readonly #doubtful = new HeldLines();
  /** Where and why the first line did not fit that is neither empty nor too long. */
  #firstMiss: string | undefined;
  /** Why the first sample told no format. */
  #unknown: string | undefined;

  /**
   * `name` is the log's in messages. Without `format` it is detected; then a line may throw an ExpectedError
   * where none fits.
   */
  constructor(name: string, settings: LogSettings, sink: RecordSink) {
    this.#name = name;
    this.#configured = settings.configured ?? [];
    this.#sink = sink;
    this.#format = settings.format;
    this.times = new LogTimes(settings);
  }

  /** The format read with; undefined while it is not known. */
  get format(): CompiledFormat | undefined {
    return this.#format;
  }

  /** Whether the log can be read again from any of its marks and means the same. */
  get canResume(): boolean {
    return this.#format?.parser.pieceOf === undefined && this.times.canResume;
  }

  readonly line: LineSink = (bytes, start, end, offset) => {
    if (this.#format !== undefined) {
      this.#read(this.#format.parser, bytes, start, end, offset);
      return;
    }
    this.#sample.add(bytes, start, end, offset);
    if (this.#sample.isSampleFull) this.#settle(this.#sample.isLastSample);
  };

  /** Reads what was held back. Throws an ExpectedError when no line of the log could be read. */
  end(): void {
    if (this.#format === undefined && !this.#sample.isEmpty) this.#settle(true);
    this.#readDoubtful();
    if (this.tally.lines === 0) {
      throw new ExpectedError(`${this.#name} is empty`, 'name a log that holds requests');
    }
    if (this.tally.parsed === 0) {
      throw new ExpectedError(this.#nothingParsed(), 'give its own format with --log-format');
    }
  }

  /** Chooses the format by the sample held, or goes on to another sample where there may be one. */
  #settle(isLast: boolean): void {
    const { sample } = this.#sample;
    this.#format = this.#configuredFormat(sample) ?? this.#detectedFormat(sample, isLast);
    if (this.#format === undefined) this.#sample.startSample();
    else this.#sample.release(this.line);
  }

  #configuredFormat(sample: readonly Uint8Array[]): CompiledFormat | undefined {
    const found = fittingFormat(this.#name, sample, this.#configured);
    this.configuredBy = found?.configured;
    this.misconfigured = found === undefined ? this.#configured[0] : undefined;
    return found?.format;
  }

  /** Undefined where another sample may tell. */
  #detectedFormat(sample: readonly Uint8Array[], isLast: boolean): CompiledFormat | undefined {
    const { best, reason, isForeign, candidates } = detect(sample);
    this.candidates = candidates;
    if (best === undefined) {
      this.#unknown ??= reason;
      if (isLast || isForeign) throw this.#notKnown();
      return undefined;
    }
    const format = compileFormat(best.name);
    if (isMiss(format)) throw new Error(`preset ${best.name}: ${format.reason}`);
    return format;
  }

  #notKnown(): ExpectedError {
    return new ExpectedError(
      `${this.#name} is no access log that is known: ${this.#unknown}`,
      'name an access log, or give its format with --log-format',
    );
  }

  /** Places the line, or the one that it is the last piece of; keeps a piece of one that goes on. */
  #read(parser: LineParser, bytes: Uint8Array, start: number, end: number, offset: number): void {
    const miss = parse(parser, bytes, start, end, this.#record);
    const piece = this.#pieceOf(parser, miss, bytes, start, end);
    if (piece === undefined) {
      this.#place(parser, miss, bytes, start, end, offset);
    } else if (piece.isLast) {
      const line = this.#pieces.join(piece, bytes, { start, end });
      const { length } = line.bytes;
      const whole = parse(parser, line.bytes, 0, length, this.#record);
      this.#place(parser, whole, line.bytes, 0, length, line.offset);
    } else {
      this.#pieces.push(piece, bytes, offset);
      this.tally.lines += 1;
      this.tally.miss(PIECE, offset, bytes.subarray(start, end));
    }
  }

  /** The piece that the line is of a longer one. Lines that are short and can be read are asked only where one has begun. */
  #pieceOf(
    { pieceOf }: LineParser,
    miss: Miss | undefined,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): Piece | undefined {
    if (pieceOf === undefined) return undefined;
    const isRead = miss === undefined;
    if (isRead && end - start < MIN_CUT_BYTES && this.#pieces.isEmpty) return undefined;
    const piece = pieceOf(bytes, start, end);
    if (piece === undefined) return undefined;
    if (this.#pieces.isOpen(piece)) return piece;
    return piece.isLast || (piece.mayBeWhole && isRead) ? undefined : piece;
  }

  /** Takes the line that the record holds, or holds it back while it is not clear whether the log's clock has jumped. */
  #place(
    parser: LineParser,
    miss: Miss | undefined,
    bytes: Uint8Array,
    start: number,
    end: number,
    offset: number,
  ): void {
    const doubtful = this.#doubtful;
    const sequel = miss === undefined ? this.times.sequelOf(this.#record, offset) : 'follows';
    const isHeld = sequel === 'doubtful' || (miss !== undefined && doubtful.length > 0);
    if (isHeld && doubtful.length < MAX_DOUBTFUL_LINES) {
      doubtful.push(bytes, start, end, offset);
      return;
    }
    if (doubtful.length > 0) {
      this.#readDoubtful();
      parse(parser, bytes, start, end, this.#record);
    }
    this.#take(miss, bytes, start, end, offset);
  }

  #readDoubtful(): void {
    const parser = this.#format?.parser;
    if (parser === undefined) return;
    for (const { bytes, end, offset } of this.#doubtful.take()) {
      this.#take(parse(parser, bytes, 0, end, this.#record), bytes, 0, end, offset);
    }
  }

  /** Takes the line that the record holds, or its miss. */
  #take(
    miss: Miss | undefined,
    bytes: Uint8Array,
    start: number,
    end: number,
    offset: number,
  ): void {
    const { tally } = this;
    tally.lines += 1;
    if (offset >= this.marks.due) this.marks.add({ offset, order: this.times.orderState });
    const times = miss === undefined ? this.times.read(this.#record) : undefined;
    if (times === undefined) {
      const reason = miss ?? (this.#record.isYearless ? NO_YEAR : NO_TIME);
      this.#noteFirst(reason, start);
      tally.miss(reason, offset, bytes.subarray(start, end));
      return;
    }
    tally.parsed += 1;
    this.zoneMinutes ??= this.#record.number('zoneMinutes') ?? this.times.zoneMinutes;
    this.fromMs = Math.min(this.fromMs, times.startMs);
    this.toMs = Math.max(this.toMs, times.endMs);
    if (times.implied && times.endMs > times.startMs) this.impliesDurations = true;
    this.#sink(this.#record, times, offset);
  }

  #noteFirst(miss: Miss, lineStart: number): void {
    if (miss === EMPTY_LINE || miss === LONG_LINE) return;
    const column = this.#record.stoppedAt - lineStart + 1;
    this.#firstMiss ??= `line ${this.tally.lines}, column ${column}: ${miss.reason}`;
  }

  #nothingParsed(): string {
    const format = this.#format?.name ?? 'any format';
    return `no line of ${this.#name} fits ${format}: ${this.#firstMiss ?? 'all are empty or too long'}`;
  }
}

const EMPTY_LINE: Miss = Object.freeze({ reason: 'empty line', between: true });
const PIECE: Miss = Object.freeze({ reason: 'piece of a line that goes on', between: true });
const LONG_LINE: Miss = Object.freeze({ reason: 'line over 64 KiB' });
const NO_TIME: Miss = Object.freeze({ reason: 'no time' });
const NO_YEAR: Miss = Object.freeze({
  reason: 'time without its year, which only a file’s own time tells',
});

function parse(
  parser: LineParser,
  bytes: Uint8Array,
  start: number,
  end: number,
  record: AccessRecord,
): Miss | undefined {
  return lengthMiss(end - start) ?? parser.parse(bytes, start, end, record);
}

function lengthMiss(length: number): Miss | undefined {
  if (length === 0) return EMPTY_LINE;
  return length > MAX_LINE_BYTES ? LONG_LINE : undefined;
}
