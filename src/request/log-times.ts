import type { NumberField } from '../../parsers/contract.ts';
import { type AccessRecord, numberSlot } from '../../parsers/record.ts';
import { MAX_LINES, type ScannedLines } from '../../parsers/scanned-lines.ts';
import { LocalZone } from './local-zone.ts';
import type { SettledTimes } from './settled-times.ts';
import { TimeFacts } from './time-facts.ts';
import { type RequestTimes, type ScannedTimes, type Stamp, TimeReader } from './times.ts';
import { YearFinder } from './year-finder.ts';
import { type Sequel, ZoneJumpDetector } from './zone-jump.ts';

const MINUTE_MS = 60_000;

const startSlot = numberSlot('startMs');
const endSlot = numberSlot('endMs');
const durationSlot = numberSlot('durationMs');
const zoneSlot = numberSlot('zoneMinutes');

/** What is known beside the lines of what their times mean. */
export interface TimeSettings {
  /** Zone of times that are written without one, at the log's beginning: a name of the tz database or an offset. */
  readonly zone?: string | undefined;
  /** What lines with one time have it of, where that is not what their format says. */
  readonly stamps?: Stamp | undefined;
  /** When the file was last changed, epoch milliseconds; absent for a pipe. */
  readonly modifiedMs?: number | undefined;
  /** Set where the clock is known not to have jumped. */
  readonly isSteady?: boolean;
}

/** Which of scanned lines, and where the first byte of what they stand in is in the log. */
export interface ScannedPlace {
  readonly from: number;
  readonly to: number;
  readonly toOffset: number;
}

export interface PlaceInSegment {
  /** What read the times of the lines before, where rotation has cut the log there. */
  readonly before: TimeReader | undefined;
}

/** The times of one log: what its lines write becomes times in UTC, and what they tell of the log's clock is noted in `facts`. */
export class LogTimes {
  readonly facts: TimeFacts;
  readonly #localZone: LocalZone | undefined;
  readonly #years: YearFinder;
  /** Undefined where the clock is steady, and in a segment, where too little is seen to tell. */
  readonly #jumps: ZoneJumpDetector | undefined;
  /** The times of the last line. */
  readonly settled: TimeReader;
  /** What the jumps so far have taken from times without a zone. */
  #shiftMs = 0;

  /** With `inSegment` they are those of one segment, whose clock is taken to be steady. */
  constructor(
    { zone, stamps, modifiedMs, isSteady }: TimeSettings = {},
    inSegment?: PlaceInSegment,
  ) {
    this.#localZone = zone === undefined ? undefined : new LocalZone(zone);
    this.#years = new YearFinder(modifiedMs);
    if (inSegment === undefined && isSteady !== true) this.#jumps = new ZoneJumpDetector();
    this.facts = new TimeFacts(stamps, this.#jumps?.jumps);
    this.settled = inSegment?.before ?? new TimeReader(stamps);
  }

  /** The offset in force at the last line without a zone, minutes east of UTC; undefined where no zone was given. */
  get zoneMinutes(): number | undefined {
    return this.#localZone?.zoneMinutes;
  }

  /**
   * How the next line goes on. A doubtful one is to be read when later ones have decided, before the one that did. The
   * line at `offset` is not read by this.
   */
  sequelOf(record: AccessRecord, offset: number): Sequel {
    const startMs = this.#written(record, 'startMs');
    const endMs = this.#written(record, 'endMs');
    const timeMs = endMs ?? (startMs ?? Number.NaN) + (record.number('durationMs') ?? 0);
    if (Number.isNaN(timeMs)) return 'follows';
    this.facts.clock.observe(timeMs);
    const sequel = this.#jumps?.observe(timeMs, offset) ?? 'follows';
    if (sequel !== 'jumped') return sequel;
    const minutes = this.facts.jumps.at(-1)?.minutes ?? 0;
    if (isZoneless(record)) this.#shiftMs -= minutes * MINUTE_MS;
    else this.settled.restart();
    return sequel;
  }

  /** Says that another segment of the log begins: what it holds is read without what went before. */
  beginSegment(): void {
    this.settled.restart();
  }

  /** The times of a record, or undefined where it tells none. */
  read(record: AccessRecord): RequestTimes | undefined {
    const startMs = this.#utc(record, 'startMs');
    const endMs = this.#utc(record, 'endMs');
    const durationMs = record.number('durationMs');
    const stampMs = startMs ?? endMs;
    if (stampMs === undefined) return undefined;
    const { facts } = this;
    facts.order.observe(stampMs);
    this.#years.follow(stampMs);
    if (record.isYearless) facts.yearless += 1;
    if (this.#localZone?.isInGap) facts.linesInGap += 1;
    const zoneMinutes = record.number('zoneMinutes');
    if (zoneMinutes !== undefined) facts.zones.observe(zoneMinutes);
    else if (isZoneless(record)) facts.zones.zoneless += 1;
    if (startMs === undefined || endMs === undefined) {
      this.#checkStamp(stampMs, durationMs ?? Number.NaN, startMs !== undefined);
    }
    return this.settled.read({ startMs, endMs, durationMs });
  }

  /**
   * Takes scanned lines, of which all times have their zones and years, from the one at `from` to the one before `to`, as
   * far as they have times and the clock cannot have jumped before them. Returns the first that it does not take;
   * `settled` are the times of the others then. The first byte of the lines stands at `toOffset`.
   */
  takeScanned(
    { numbers, lineStarts }: ScannedLines,
    { from, to, toOffset }: ScannedPlace,
    settled: SettledTimes,
  ): number {
    const scanned: ScannedTimes = {
      startsMs: numbers[startSlot] as Float64Array,
      endsMs: numbers[endSlot] as Float64Array,
      durationsMs: numbers[durationSlot] as Float64Array,
    };
    noteStamps(scanned, from, to);
    let taken = timedUntil(from, to);
    if (this.#jumps !== undefined) {
      taken = followingUntil(this.#jumps, lineStarts, { from, to: taken, toOffset });
    }
    this.#observe(scanned, numbers[zoneSlot] as Float64Array, from, taken);
    this.settled.settleAll(scanned, from, taken, settled);
    return taken;
  }

  /** Loops that each do one thing: numbers that go through a call from loop to loop are objects in memory. */
  #observe(scanned: ScannedTimes, zones: Float64Array, from: number, to: number): void {
    if (from === to) return;
    const { facts } = this;
    facts.clock.observeAll(writtenMs, from, to);
    facts.order.observeAll(stampsMs, from, to);
    facts.zones.observeAll(zones, from, to);
    this.#years.follow(stampsMs[to - 1] ?? Number.NaN);
    this.#checkStamps(scanned, from, to);
  }

  /** Takes the one time of lines that have one with what it is said to be of. */
  #checkStamps({ startsMs, endsMs, durationsMs }: ScannedTimes, from: number, to: number): void {
    const { facts } = this;
    let first = from;
    for (let line = from; line < to; line++) {
      const isStart = !Number.isNaN(startsMs[line]);
      if (isStart && !Number.isNaN(endsMs[line])) {
        facts.stampCheck.observeAll(stampsMs, durationsMs, first, line);
        first = line + 1;
      } else {
        facts.documented ??= isStart ? 'start' : 'end';
      }
    }
    facts.stampCheck.observeAll(stampsMs, durationsMs, first, to);
  }

  /** Takes the one time of a line with what it is said to be of; the duration is NaN where it has none. */
  #checkStamp(stampMs: number, durationMs: number, isStart: boolean): void {
    this.facts.documented ??= isStart ? 'start' : 'end';
    if (!Number.isNaN(durationMs)) this.facts.stampCheck.observe({ stampMs, durationMs });
  }

  #utc(record: AccessRecord, field: NumberField): number | undefined {
    const timeMs = this.#written(record, field);
    if (this.#shiftMs === 0 || timeMs === undefined || !record.isZoneless(field)) return timeMs;
    return timeMs + this.#shiftMs;
  }

  /** The time in UTC by the zone that the line has or that was given, whatever the clock did since. */
  #written(record: AccessRecord, field: NumberField): number | undefined {
    const timeMs = record.number(field);
    if (timeMs === undefined) return undefined;
    const dated = record.isYearless ? this.#years.yearOf(timeMs) : timeMs;
    if (dated === undefined || !record.isZoneless(field)) return dated;
    const zoneMinutes = record.number('zoneMinutes');
    if (zoneMinutes !== undefined) return dated - zoneMinutes * MINUTE_MS;
    return this.#localZone?.utcOf(dated) ?? dated;
  }
}

/** When the lines in hand were written, and the one time of those that have one; NaN where a line has none. */
const writtenMs = new Float64Array(MAX_LINES);
const stampsMs = new Float64Array(MAX_LINES);

function noteStamps(scanned: ScannedTimes, from: number, to: number): void {
  const { startsMs, endsMs, durationsMs } = scanned;
  for (let line = from; line < to; line++) {
    const startMs = startsMs[line] ?? Number.NaN;
    const endMs = endsMs[line] ?? Number.NaN;
    const durationMs = durationsMs[line] ?? Number.NaN;
    stampsMs[line] = Number.isNaN(startMs) ? endMs : startMs;
    const ranMs = Number.isNaN(durationMs) ? 0 : durationMs;
    writtenMs[line] = Number.isNaN(endMs) ? startMs + ranMs : endMs;
  }
}

/** The first line from the one at `from` on that has no time. */
function timedUntil(from: number, to: number): number {
  let line = from;
  while (line < to && !Number.isNaN(writtenMs[line] ?? Number.NaN)) line += 1;
  return line;
}

/** The first line before which the clock may have jumped. */
function followingUntil(
  jumps: ZoneJumpDetector,
  lineStarts: Int32Array,
  { from, to, toOffset }: ScannedPlace,
): number {
  for (let line = from; line < to; line++) {
    const timeMs = writtenMs[line] ?? Number.NaN;
    if (!jumps.isFollowing(timeMs)) return line;
    jumps.observe(timeMs, (lineStarts[line] ?? 0) + toOffset);
  }
  return to;
}

function isZoneless(record: AccessRecord): boolean {
  return record.isZoneless('startMs') || record.isZoneless('endMs');
}
