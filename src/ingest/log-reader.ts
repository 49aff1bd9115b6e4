import { isMiss, type LineParser, type Miss } from '../../parsers/contract.ts';
import { type Candidate, type CompiledFormat, compileFormat, detect } from '../../parsers/index.ts';
import { AccessRecord } from '../../parsers/record.ts';
import { ExpectedError } from '../errors.ts';
import { LocalZone } from '../request/local-zone.ts';
import { type RequestTimes, TimeReader } from '../request/times.ts';
import { type ConfiguredFormat, fittingFormat } from '../server-config/configured-format.ts';
import type { FileFate } from './growing-file.ts';
import { CARRIAGE_RETURN, type LineSink, MAX_LINE_BYTES } from './lines.ts';
import { Tally } from './tally.ts';

/** Lines looked at before a format is chosen. */
export const SAMPLE_LINES = 1000;
/** A sample ends here too: lines may be long. */
export const SAMPLE_BYTES: number = 1024 * 1024;

/**
 * Takes each record with its times and the offset of its line. Valid during the call only: the line is
 * `record.lineBytes[lineStart, lineEnd)`, with a carriage return behind it where the log has one.
 */
export type RecordSink = (record: AccessRecord, times: RequestTimes, offset: number) => void;

/** How a log is read. */
export interface LogSettings {
  /** Detected where it is not given. */
  readonly format: CompiledFormat | undefined;
  /** Formats that a configuration has for the log, best first: the one that fits is taken before any is detected. */
  readonly configured?: readonly ConfiguredFormat[];
  /** Zone of times that are written without one: a name of the tz database or an offset. Default: UTC. */
  readonly zone?: string | undefined;
}

/** A line as a `LineSink` gets it, copied. */
interface HeldLine {
  readonly bytes: Uint8Array;
  readonly end: number;
  readonly offset: number;
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
  /** The offset of the first line's time, minutes east of UTC; undefined where it is neither written nor given. */
  zoneMinutes: number | undefined;
  /** The configuration's format that the log is read with; undefined where it is read with another. */
  configuredBy: ConfiguredFormat | undefined;
  /** The configuration's format for the log where it did not fit. */
  misconfigured: ConfiguredFormat | undefined;
  /** What became of the file while it was read; undefined for a pipe, and before its end. */
  fate: FileFate | undefined;
  /** Whether any duration was read off the order of lines. */
  impliesDurations = false;
  readonly #name: string;
  readonly #sink: RecordSink;
  readonly #record = new AccessRecord();
  readonly #zone: string | undefined;
  readonly #configured: readonly ConfiguredFormat[];
  #format: CompiledFormat | undefined;
  #localZone: LocalZone | undefined;
  #times = new TimeReader();
  #held: HeldLine[] = [];
  #heldBytes = 0;

  /**
   * `name` is the log's in messages. Without `format` it is detected; then a line may throw an ExpectedError
   * where none fits.
   */
  constructor(name: string, { format, zone, configured = [] }: LogSettings, sink: RecordSink) {
    this.#name = name;
    this.#zone = zone;
    this.#configured = configured;
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
    const hasReturn = bytes[end] === CARRIAGE_RETURN;
    // Not slice(): that of a Buffer copies nothing.
    const copy = Uint8Array.from(bytes.subarray(start, hasReturn ? end + 1 : end));
    this.#held.push({ bytes: copy, end: end - start, offset });
    this.#heldBytes += end - start;
    if (this.#held.length >= SAMPLE_LINES || this.#heldBytes >= SAMPLE_BYTES) this.#settle();
  };

  /** Reads what was held back. Throws an ExpectedError when no line of the log could be read. */
  end(): void {
    if (this.#format === undefined && this.#held.length > 0) this.#settle();
    if (this.tally.lines === 0) {
      throw new ExpectedError(`${this.#name} is empty`, 'name a log that holds requests');
    }
    if (this.tally.parsed === 0) {
      throw new ExpectedError(this.#nothingParsed(), 'give its own format with --log-format');
    }
  }

  #settle(): void {
    const held = this.#held;
    const sample = held.map(({ bytes, end }) => bytes.subarray(0, end));
    const format = this.#configuredFormat(sample) ?? this.#detectedFormat(sample);
    this.#readAs(format);
    this.#held = [];
    for (const { bytes, end, offset } of held) this.#read(format.parser, bytes, 0, end, offset);
  }

  #configuredFormat(sample: readonly Uint8Array[]): CompiledFormat | undefined {
    const found = fittingFormat(this.#name, sample, this.#configured);
    this.configuredBy = found?.configured;
    this.misconfigured = found === undefined ? this.#configured[0] : undefined;
    return found?.format;
  }

  #detectedFormat(sample: readonly Uint8Array[]): CompiledFormat {
    const detection = detect(sample);
    this.candidates = detection.candidates;
    if (detection.best === undefined) {
      throw new ExpectedError(
        `${this.#name} is no access log that is known: ${detection.reason}`,
        'name an access log, or give its format with --log-format',
      );
    }
    const format = compileFormat(detection.best.name);
    if (isMiss(format)) throw new Error(`preset ${detection.best.name}: ${format.reason}`);
    return format;
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
    const miss = lengthMiss(end - start) ?? parser.parse(bytes, start, end, this.#record);
    const times = miss === undefined ? this.#times.read(this.#record) : undefined;
    if (times === undefined) {
      tally.miss(miss ?? NO_TIME, offset, bytes.subarray(start, end));
      return;
    }
    tally.parsed += 1;
    this.zoneMinutes ??= this.#record.number('zoneMinutes') ?? this.#localZone?.zoneMinutes;
    this.fromMs = Math.min(this.fromMs, times.startMs);
    this.toMs = Math.max(this.toMs, times.endMs);
    if (times.implied && times.endMs > times.startMs) this.impliesDurations = true;
    this.#sink(this.#record, times, offset);
  }

  #nothingParsed(): string {
    const [reason = 'no line'] = Object.keys(this.tally.missed());
    const line = this.tally.examples(reason)[0]?.lineNumber ?? 1;
    return `no line of ${this.#name} fits ${this.#format?.name ?? 'any format'}: line ${line}: ${reason}`;
  }
}

const EMPTY_LINE: Miss = Object.freeze({ reason: 'empty line' });
const LONG_LINE: Miss = Object.freeze({ reason: 'line over 64 KiB' });
const NO_TIME: Miss = Object.freeze({ reason: 'no time' });

function lengthMiss(length: number): Miss | undefined {
  if (length === 0) return EMPTY_LINE;
  return length > MAX_LINE_BYTES ? LONG_LINE : undefined;
}
