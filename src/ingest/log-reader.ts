import type { CompiledFormat } from '../../parsers/compile-format.ts';
import { type LineParser, MIN_CUT_BYTES, type Miss, type Piece } from '../../parsers/contract.ts';
import { AccessRecord, numberSlot } from '../../parsers/record.ts';
import type { ScannedLines } from '../../parsers/scanned-lines.ts';
import {
  LogTimes,
  type PlaceInSegment,
  type ScannedPlace,
  type TimeSettings,
} from '../request/log-times.ts';
import type { SettledTimes } from '../request/settled-times.ts';
import type { RequestTimes } from '../request/times.ts';
import type { FormatFinder } from './find-format.ts';
import { HeldLines } from './held-lines.ts';
import { LinePieces } from './line-pieces.ts';
import { type LineSink, MAX_LINE_BYTES } from './lines.ts';
import { LogFacts, refuseUnread } from './log-facts.ts';
import { type LogStart, OWN_START } from './log-start.ts';
import { SampleLines } from './sample-lines.ts';
import { segmentEnd } from './segment-bytes.ts';

/** Lines held back where the clock may have jumped: those that decide it, and text between them. */
export const MAX_DOUBTFUL_LINES = 1000;

const zoneSlot = numberSlot('zoneMinutes');

/**
 * Takes each record with its times and the offset of its line. Valid during the call only: the line is
 * `record.lineBytes[lineStart, lineEnd)`, with a carriage return behind it where the log has one.
 */
export type RecordSink = (record: AccessRecord, times: RequestTimes, offset: number) => void;

/** How a log is read. */
export interface LogSettings extends TimeSettings {
  readonly format: CompiledFormat | undefined;
  /** Finds the format where it is not given; it is another for each log. */
  readonly finder?: FormatFinder | undefined;
  /** Default: the log's own. */
  readonly start?: LogStart | undefined;
  /** Set where the lines are of one segment. */
  readonly inSegment?: PlaceInSegment;
  /** Called before the first line of each segment but the first is taken, where lines are offset from the log's begin. */
  readonly onSegment?: (() => void) | undefined;
}

/**
 * Turns the lines of one log into records. Holds back the first lines until it knows the format, so that
 * a pipe is read once, like a file. Every line ends in the tally: parsed, or missed with a reason.
 */
export class LogReader {
  readonly facts: LogFacts;
  readonly times: LogTimes;
  readonly #name: string;
  readonly #sink: RecordSink;
  readonly #record = new AccessRecord();
  readonly #finder: FormatFinder | undefined;
  readonly #onSegment: () => void;
  /** Where in its segment the log's first byte lies. */
  readonly #inSegment: number;
  #segmentEnd: number;
  /** Lines of a log whose format is not known yet. */
  readonly #sample = new SampleLines();
  readonly #pieces = new LinePieces();
  /** Lines behind what may be a jump of the clock. */
  readonly #doubtful = new HeldLines();

  /**
   * `name` is the log's in messages. Without `format` a line may throw an ExpectedError, where the finder finds none.
   */
  constructor(name: string, settings: LogSettings, sink: RecordSink) {
    this.#name = name;
    if (settings.format === undefined && settings.finder === undefined) {
      throw new Error(`${name} has neither a format nor a finder of one`);
    }
    this.#finder = settings.finder;
    this.#onSegment = settings.onSegment ?? (() => undefined);
    this.#sink = sink;
    const { inSegment, start = OWN_START } = settings;
    this.#inSegment = start.inSegment;
    this.#segmentEnd = inSegment === undefined ? this.#endOfSegmentAt(0) : Number.POSITIVE_INFINITY;
    this.times = new LogTimes(settings, inSegment);
    if (start.order !== undefined) this.times.settled.resume(start.order);
    this.facts = new LogFacts(this.times.facts);
    this.facts.format = settings.format;
  }

  readonly line: LineSink = (bytes, start, end, offset) => {
    const { format } = this.facts;
    if (format !== undefined) {
      this.#read(format.parser, bytes, start, end, offset);
      return;
    }
    this.#sample.add(bytes, start, end, offset);
    if (this.#sample.isSampleFull) this.#settle(this.#sample.isLastSample);
  };

  /**
   * Counts lines that a scanner has read, as far as there is no more to them: none of them begins a segment, nor may the clock
   * have jumped before it. Returns the first that it does not count, which is to be given to `line`; `settled` are the times
   * of the others then.
   */
  takeScanned(lines: ScannedLines, place: ScannedPlace, settled: SettledTimes): number {
    if (this.#doubtful.length > 0) return place.from;
    const { from, toOffset } = place;
    const { lineStarts, numbers } = lines;
    let to = from;
    while (to < place.to && (lineStarts[to] ?? 0) + toOffset < this.#segmentEnd) to += 1;
    const taken = this.times.takeScanned(lines, { from, to, toOffset }, settled);
    this.#noteScanned(numbers[zoneSlot] as Float64Array, settled, from, taken);
    return taken;
  }

  #noteScanned(zones: Float64Array, settled: SettledTimes, from: number, to: number): void {
    const { facts } = this;
    facts.tally.lines += to - from;
    facts.tally.parsed += to - from;
    for (let line = from; line < to && facts.zoneMinutes === undefined; line++) {
      facts.zoneMinutes = this.#zoneOf(zones[line] ?? Number.NaN);
    }
    let { fromMs, toMs } = facts;
    for (let line = from; line < to; line++) {
      const startMs = settled.startMs[line] ?? Number.NaN;
      const endMs = settled.endMs[line] ?? Number.NaN;
      if (startMs < fromMs) fromMs = startMs;
      if (endMs > toMs) toMs = endMs;
      if (settled.implied[line] === 1 && endMs > startMs) facts.impliesDurations = true;
    }
    facts.fromMs = fromMs;
    facts.toMs = toMs;
  }

  /** Reads what was held back. Throws an ExpectedError when no line of the log could be read. */
  end(): void {
    this.flush();
    refuseUnread(this.#name, this.facts);
  }

  /** Whether lines were given to it that it has not taken yet: later ones decide what they are. */
  get isHolding(): boolean {
    return !this.#sample.isEmpty || this.#doubtful.length > 0 || !this.#pieces.isEmpty;
  }

  /** Reads what was held back: no more lines come, though the log may go on. */
  flush(): void {
    if (this.facts.format === undefined && !this.#sample.isEmpty) this.#settle(true);
    this.#readDoubtful();
  }

  /** Chooses the format by the sample held, or goes on to another sample where there may be one. */
  #settle(isLast: boolean): void {
    const { sample } = this.#sample;
    this.facts.format = this.#finder?.find(sample, this.facts, isLast);
    if (this.facts.format === undefined) this.#sample.startSample();
    else this.#sample.release(this.line);
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
      this.facts.tally.lines += 1;
      this.facts.tally.miss(PIECE, offset, bytes.subarray(start, end));
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

  #zoneOf(zoneMinutes: number): number | undefined {
    return Number.isNaN(zoneMinutes) ? this.times.zoneMinutes : zoneMinutes;
  }

  #readDoubtful(): void {
    const parser = this.facts.format?.parser;
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
    if (offset >= this.#segmentEnd) this.#beginSegment(offset);
    const { facts } = this;
    facts.tally.lines += 1;
    const times = miss === undefined ? this.times.read(this.#record) : undefined;
    if (times === undefined) {
      const reason = miss ?? (this.#record.isYearless ? NO_YEAR : NO_TIME);
      this.#noteFirst(reason, start);
      facts.tally.miss(reason, offset, bytes.subarray(start, end));
      return;
    }
    facts.tally.parsed += 1;
    facts.zoneMinutes ??= this.#record.number('zoneMinutes') ?? this.times.zoneMinutes;
    facts.fromMs = Math.min(facts.fromMs, times.startMs);
    facts.toMs = Math.max(facts.toMs, times.endMs);
    if (times.implied && times.endMs > times.startMs) facts.impliesDurations = true;
    this.#sink(this.#record, times, offset);
  }

  #beginSegment(offset: number): void {
    this.#segmentEnd = this.#endOfSegmentAt(offset);
    this.times.beginSegment();
    this.#onSegment();
  }

  /** The offset at which the segment ends that the byte at an offset lies in. */
  #endOfSegmentAt(offset: number): number {
    return segmentEnd(this.#inSegment + offset) - this.#inSegment;
  }

  #noteFirst(miss: Miss, lineStart: number): void {
    if (miss === EMPTY_LINE || miss === LONG_LINE) return;
    this.facts.firstUnfit ??= {
      lineNumber: this.facts.tally.lines,
      column: this.#record.stoppedAt - lineStart + 1,
      reason: miss.reason,
    };
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
