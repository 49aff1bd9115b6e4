import { isMiss, type LineParser, type Miss } from '../../parsers/contract.ts';
import { type Candidate, type CompiledFormat, compileFormat, detect } from '../../parsers/index.ts';
import { AccessRecord } from '../../parsers/record.ts';
import { ExpectedError } from '../errors.ts';
import { LocalZone } from '../request/local-zone.ts';
import { type RequestTimes, TimeReader } from '../request/times.ts';
import type { FileFate } from './growing-file.ts';
import { HeldLines } from './held-lines.ts';
import { type LineSink, MAX_LINE_BYTES } from './lines.ts';
import { Tally } from './tally.ts';

/**
 * Takes each record with its times and the offset of its line. Valid during the call only: the line is
 * `record.lineBytes[lineStart, lineEnd)`, with a carriage return behind it where the log has one.
 */
export type RecordSink = (record: AccessRecord, times: RequestTimes, offset: number) => void;

/** How a log is read. */
export interface LogSettings {
  /** Detected where it is not given. */
  readonly format: CompiledFormat | undefined;
  /** Zone of times that are written without one: a name of the tz database or an offset. Default: UTC. */
  readonly zone?: string | undefined;
}

/**
 * Turns the lines of one log into records. Holds back the first lines until it knows the format, so that
 * a pipe is read once, like a file. Every line ends in the tally: parsed, or missed with a reason.
 */
export class LogReader {
  readonly tally: Tally = new Tally();
  fromMs: number = Number.POSITIVE_INFINITY;
  toMs: number = Number.NEGATIVE_INFINITY;
  /** The formats that were tried on the first lines, best first; none where the format was given. */
  candidates: readonly Candidate[] = [];
  /** The offset of the first line's time, minutes east of UTC; undefined where it is neither written nor given. */
  zoneMinutes: number | undefined;
  /** What became of the file while it was read; undefined for a pipe, and before its end. */
  fate: FileFate | undefined;
  /** Whether any duration was read off the order of lines. */
  impliesDurations = false;
  readonly #name: string;
  readonly #sink: RecordSink;
  readonly #record = new AccessRecord();
  readonly #zone: string | undefined;
  #format: CompiledFormat | undefined;
  #localZone: LocalZone | undefined;
  #times = new TimeReader();
  readonly #held = new HeldLines();
  /** Where and why the first line did not fit that is neither empty nor too long. */
  #firstMiss: string | undefined;
  /** Why the first sample told no format. */
  #unknown: string | undefined;

  /**
   * `name` is the log's in messages. Without `format` it is detected; then a line may throw an ExpectedError
   * where none fits.
   */
  constructor(name: string, { format, zone }: LogSettings, sink: RecordSink) {
    this.#name = name;
    this.#zone = zone;
    this.#sink = sink;
    if (format !== undefined) this.#readAs(format);
  }

  /** The format read with; undefined while it is not known. */
  get format(): CompiledFormat | undefined {
    return this.#format;
  }

  readonly line: LineSink = (bytes, start, end, offset) => {
    if (this.#format !== undefined) {
      this.#read(this.#format.parser, bytes, start, end, offset);
      return;
    }
    this.#held.add(bytes, start, end, offset);
    if (this.#held.isSampleFull) this.#settle(this.#held.isLastSample);
  };

  /** Reads what was held back. Throws an ExpectedError when no line of the log could be read. */
  end(): void {
    if (this.#format === undefined && !this.#held.isEmpty) this.#settle(true);
    if (this.tally.lines === 0) {
      throw new ExpectedError(`${this.#name} is empty`, 'name a log that holds requests');
    }
    if (this.tally.parsed === 0) {
      throw new ExpectedError(this.#nothingParsed(), 'give its own format with --log-format');
    }
  }

  /** Chooses the format by the sample held, or goes on to another sample where there may be one. */
  #settle(isLast: boolean): void {
    const held = this.#held;
    const { best, reason, isForeign, candidates } = detect(held.sample);
    this.candidates = candidates;
    if (best === undefined) {
      this.#unknown ??= reason;
      if (isLast || isForeign) throw this.#notKnown();
      held.startSample();
      return;
    }
    const format = compileFormat(best.name);
    if (isMiss(format)) throw new Error(`preset ${best.name}: ${format.reason}`);
    this.#readAs(format);
    held.release(this.line);
  }

  #notKnown(): ExpectedError {
    return new ExpectedError(
      `${this.#name} is no access log that is known: ${this.#unknown}`,
      'name an access log, or give its format with --log-format',
    );
  }

  #readAs(format: CompiledFormat): void {
    this.#format = format;
    if (!format.parser.zoneless || this.#zone === undefined) return;
    this.#localZone = new LocalZone(this.#zone);
    this.#times = new TimeReader(this.#localZone);
  }

  #read(parser: LineParser, bytes: Uint8Array, start: number, end: number, offset: number): void {
    const { tally } = this;
    tally.lines += 1;
    const record = this.#record;
    const miss = lengthMiss(end - start) ?? parser.parse(bytes, start, end, record);
    const times = miss === undefined ? this.#times.read(record) : undefined;
    if (times === undefined) {
      if (miss !== EMPTY_LINE && miss !== LONG_LINE) {
        const column = record.stoppedAt - start + 1;
        this.#firstMiss ??= `line ${tally.lines}, column ${column}: ${(miss ?? NO_TIME).reason}`;
      }
      tally.miss(miss ?? NO_TIME, offset, bytes.subarray(start, end));
      return;
    }
    tally.parsed += 1;
    this.zoneMinutes ??= record.number('zoneMinutes') ?? this.#localZone?.zoneMinutes;
    this.fromMs = Math.min(this.fromMs, times.startMs);
    this.toMs = Math.max(this.toMs, times.endMs);
    if (times.implied && times.endMs > times.startMs) this.impliesDurations = true;
    this.#sink(record, times, offset);
  }

  #nothingParsed(): string {
    const format = this.#format?.name ?? 'any format';
    return `no line of ${this.#name} fits ${format}: ${this.#firstMiss ?? 'all are empty or too long'}`;
  }
}

const EMPTY_LINE: Miss = Object.freeze({ reason: 'empty line' });
const LONG_LINE: Miss = Object.freeze({ reason: 'line over 64 KiB' });
const NO_TIME: Miss = Object.freeze({ reason: 'no time' });

function lengthMiss(length: number): Miss | undefined {
  if (length === 0) return EMPTY_LINE;
  return length > MAX_LINE_BYTES ? LONG_LINE : undefined;
}
