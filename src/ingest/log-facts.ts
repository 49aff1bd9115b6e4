import type { Candidate, CompiledFormat } from '../../parsers/index.ts';
import { ExpectedError } from '../errors.ts';
import { TimeFacts, type TimeFactsPart } from '../request/time-facts.ts';
import type { ConfiguredFormat } from '../server-config/configured-format.ts';
import type { FileFate } from './growing-file.ts';
import { Tally, type TallyPart } from './tally.ts';

/** A line that did not fit. */
export interface UnfitLine {
  /** Both count from 1. */
  readonly lineNumber: number;
  readonly column: number;
  readonly reason: string;
}

/** What the lines of a part of a log tell; plain data. */
export interface LogFactsPart {
  readonly tally: TallyPart;
  readonly times: TimeFactsPart;
  readonly fromMs: number;
  readonly toMs: number;
  readonly zoneMinutes: number | undefined;
  readonly impliesDurations: boolean;
  readonly firstUnfit: UnfitLine | undefined;
}

/** What is known of a log from reading it, beside its requests. */
export class LogFacts {
  /** The format read with; undefined while it is not known. */
  format: CompiledFormat | undefined;
  /** The formats that were tried on the first lines, best first; none where the format was given or configured. */
  candidates: readonly Candidate[] = [];
  /** The configuration's format that the log is read with; undefined where it is read with another. */
  configuredBy: ConfiguredFormat | undefined;
  /** The configuration's format for the log where it did not fit. */
  misconfigured: ConfiguredFormat | undefined;
  /** How far the file was read, and what became of it meanwhile; undefined for a pipe, and before the first chunk. */
  fate: FileFate | undefined;
  readonly tally: Tally = new Tally();
  /** What the lines tell of the log's clock: zones, order, jumps, whether times are starts or ends. */
  readonly times: TimeFacts;
  fromMs: number = Number.POSITIVE_INFINITY;
  toMs: number = Number.NEGATIVE_INFINITY;
  /** The offset of the first line's time, minutes east of UTC; undefined where it is neither written nor given. */
  zoneMinutes: number | undefined;
  /** Whether any duration was read off the order of lines. */
  impliesDurations = false;
  /** The first line that did not fit and is neither empty nor too long. */
  firstUnfit: UnfitLine | undefined;

  constructor(times: TimeFacts = new TimeFacts()) {
    this.times = times;
  }

  /** Takes over how the format came to be known. */
  adoptFormat({ format, candidates, configuredBy, misconfigured }: LogFacts): void {
    this.format = format;
    this.candidates = candidates;
    this.configuredBy = configuredBy;
    this.misconfigured = misconfigured;
  }

  /** Adds what the lines that come next tell. */
  append(part: LogFactsPart): void {
    if (this.firstUnfit === undefined && part.firstUnfit !== undefined) {
      const lineNumber = this.tally.lines + part.firstUnfit.lineNumber;
      this.firstUnfit = { ...part.firstUnfit, lineNumber };
    }
    this.tally.append(part.tally);
    this.times.append(part.times);
    this.fromMs = Math.min(this.fromMs, part.fromMs);
    this.toMs = Math.max(this.toMs, part.toMs);
    this.zoneMinutes ??= part.zoneMinutes;
    this.impliesDurations ||= part.impliesDurations;
  }

  get part(): LogFactsPart {
    const { fromMs, toMs, zoneMinutes, impliesDurations, firstUnfit } = this;
    const { tally, times } = this;
    return {
      tally: tally.part,
      times: times.part,
      fromMs,
      toMs,
      zoneMinutes,
      impliesDurations,
      firstUnfit,
    };
  }
}

/** Throws an ExpectedError that calls the log `name` where no line of it could be read. */
export function refuseUnread(name: string, { tally, format, firstUnfit }: LogFacts): void {
  if (tally.lines === 0) {
    throw new ExpectedError(`${name} is empty`, 'name a log that holds requests');
  }
  if (tally.parsed > 0) return;
  const why =
    firstUnfit === undefined
      ? 'all are empty or too long'
      : `line ${firstUnfit.lineNumber}, column ${firstUnfit.column}: ${firstUnfit.reason}`;
  throw new ExpectedError(
    `no line of ${name} fits ${format?.name ?? 'any format'}: ${why}`,
    'give its own format with --log-format',
  );
}
