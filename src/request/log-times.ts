import type { NumberField } from '../../parsers/contract.ts';
import type { AccessRecord } from '../../parsers/record.ts';
import { LineOrder } from './line-order.ts';
import { LocalZone } from './local-zone.ts';
import { MIN_INVERSIONS, StampCheck } from './stamp-meaning.ts';
import { type LineOrderState, type RequestTimes, type Stamp, TimeReader } from './times.ts';
import { YearFinder } from './year-finder.ts';
import { type Sequel, type ZoneJump, ZoneJumpDetector } from './zone-jump.ts';
import { ZonesMet } from './zones-met.ts';

const MINUTE_MS = 60_000;

/** What is known beside the lines of what their times mean. */
export interface TimeSettings {
  /** Zone of times that are written without one, at the log's beginning: a name of the tz database or an offset. */
  readonly zone?: string | undefined;
  /** What lines with one time have it of, where that is not what their format says. */
  readonly stamps?: Stamp | undefined;
  /** When the file was last changed, epoch milliseconds; absent for a pipe. */
  readonly modifiedMs?: number | undefined;
  /** What the lines before decide of the first one: given where a log without jumps of its clock is read again from there on. */
  readonly resumeFrom?: LineOrderState | undefined;
}

/** Where the order of the lines says that their times are others than the format says. */
export interface StampDoubt {
  readonly documented: Stamp;
  readonly found: Stamp;
  /** Whether the lines cannot have come into this order in another way, as by sorting. */
  readonly isCertain: boolean;
}

/** The times of one log: what its lines write becomes times in UTC, and what they tell of the log's clock is noticed. */
export class LogTimes {
  readonly order: LineOrder = new LineOrder();
  readonly zones: ZonesMet = new ZonesMet();
  /** Lines whose times were written without their year. */
  yearless = 0;
  /** Lines whose time the zone's clocks never showed, as they were put forward over it. */
  linesInGap = 0;
  readonly #localZone: LocalZone | undefined;
  readonly #years: YearFinder;
  readonly #jumps = new ZoneJumpDetector();
  readonly #mayJump: boolean;
  readonly #stampCheck = new StampCheck();
  readonly #reader: TimeReader;
  /** What lines with one time were taken to have it of, against their format; undefined for what it says. */
  readonly stamps: Stamp | undefined;
  #documented: Stamp | undefined;
  /** What the jumps so far have taken from times without a zone. */
  #shiftMs = 0;

  constructor({ zone, stamps, modifiedMs, resumeFrom }: TimeSettings = {}) {
    this.#localZone = zone === undefined ? undefined : new LocalZone(zone);
    this.#years = new YearFinder(modifiedMs);
    this.stamps = stamps;
    this.#reader = new TimeReader(stamps);
    this.#mayJump = resumeFrom === undefined;
    if (resumeFrom !== undefined) this.#reader.resume(resumeFrom);
  }

  /** Where the clock's zone changed from one line to the next; of times without a zone those back are corrected. */
  get jumps(): readonly ZoneJump[] {
    return this.#jumps.jumps;
  }

  /** The offset in force at the last line without a zone, minutes east of UTC; undefined where no zone was given. */
  get zoneMinutes(): number | undefined {
    return this.#localZone?.zoneMinutes;
  }

  /** What the lines read so far decide of the next one. */
  get orderState(): LineOrderState {
    return this.#reader.state;
  }

  /**
   * Whether a line means the same when the log is read again from there on, with the state that the lines before it led
   * to: its time does not hang on earlier lines by its year, its zone or a clock that was set back.
   */
  get canResume(): boolean {
    const isByZone = this.#localZone !== undefined && this.zones.zoneless > 0;
    return this.yearless === 0 && !isByZone && this.jumps.length === 0;
  }

  get stampDoubt(): StampDoubt | undefined {
    const documented = this.#documented;
    const found = this.#stampCheck.meaning;
    if (documented === undefined || found === 'unknown' || found === documented) return undefined;
    // A log of starts that was sorted by them looks like one of ends, but for its perfect order.
    const isCertain = found === 'start' || this.order.backwards >= MIN_INVERSIONS;
    return { documented, found, isCertain };
  }

  /**
   * How the next line goes on. A doubtful one is to be read when later ones have decided, before the one that did. The
   * line at `offset` is not read by this.
   */
  sequelOf(record: AccessRecord, offset: number): Sequel {
    if (!this.#mayJump) return 'follows';
    const startMs = this.#written(record, 'startMs');
    const endMs = this.#written(record, 'endMs');
    const timeMs = endMs ?? (startMs ?? Number.NaN) + (record.number('durationMs') ?? 0);
    if (Number.isNaN(timeMs)) return 'follows';
    const sequel = this.#jumps.observe(timeMs, offset);
    if (sequel !== 'jumped') return sequel;
    const minutes = this.jumps.at(-1)?.minutes ?? 0;
    if (isZoneless(record)) this.#shiftMs -= minutes * MINUTE_MS;
    else this.#reader.restart();
    return sequel;
  }

  /** The times of a record, or undefined where it tells none. */
  read(record: AccessRecord): RequestTimes | undefined {
    const startMs = this.#utc(record, 'startMs');
    const endMs = this.#utc(record, 'endMs');
    const durationMs = record.number('durationMs');
    const stampMs = startMs ?? endMs;
    if (stampMs === undefined) return undefined;
    this.order.observe(stampMs);
    this.#years.follow(stampMs);
    if (record.isYearless) this.yearless += 1;
    if (this.#localZone?.isInGap) this.linesInGap += 1;
    const zoneMinutes = record.number('zoneMinutes');
    if (zoneMinutes !== undefined) this.zones.observe(zoneMinutes);
    else if (isZoneless(record)) this.zones.zoneless += 1;
    if (startMs === undefined || endMs === undefined) {
      this.#documented ??= startMs === undefined ? 'end' : 'start';
      if (durationMs !== undefined) this.#stampCheck.observe({ stampMs, durationMs });
    }
    return this.#reader.read({ startMs, endMs, durationMs });
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

function isZoneless(record: AccessRecord): boolean {
  return record.isZoneless('startMs') || record.isZoneless('endMs');
}
