import type { NumberField } from '../../parsers/contract.ts';
import { type AccessRecord, numberSlot } from '../../parsers/record.ts';
import { LineOrder } from './line-order.ts';
import { LocalZone } from './local-zone.ts';
import { MIN_INVERSIONS, StampCheck } from './stamp-meaning.ts';
import { type RequestTimes, type Stamp, TimeReader } from './times.ts';
import { YearFinder } from './year-finder.ts';
import { type Sequel, type ZoneJump, ZoneJumpDetector } from './zone-jump.ts';
import { ZonesMet } from './zones-met.ts';

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
  readonly #stampCheck = new StampCheck();
  /** The times of the last line. */
  readonly settled: TimeReader;
  /** What lines with one time were taken to have it of, against their format; undefined for what it says. */
  readonly stamps: Stamp | undefined;
  #documented: Stamp | undefined;
  /** What the jumps so far have taken from times without a zone. */
  #shiftMs = 0;

  constructor({ zone, stamps, modifiedMs }: TimeSettings = {}) {
    this.#localZone = zone === undefined ? undefined : new LocalZone(zone);
    this.#years = new YearFinder(modifiedMs);
    this.stamps = stamps;
    this.settled = new TimeReader(stamps);
  }

  /** Where the clock's zone changed from one line to the next; of times without a zone those back are corrected. */
  get jumps(): readonly ZoneJump[] {
    return this.#jumps.jumps;
  }

  /** The offset in force at the last line without a zone, minutes east of UTC; undefined where no zone was given. */
  get zoneMinutes(): number | undefined {
    return this.#localZone?.zoneMinutes;
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
    const startMs = this.#written(record, 'startMs');
    const endMs = this.#written(record, 'endMs');
    const timeMs = endMs ?? (startMs ?? Number.NaN) + (record.number('durationMs') ?? 0);
    if (Number.isNaN(timeMs)) return 'follows';
    const sequel = this.#jumps.observe(timeMs, offset);
    if (sequel !== 'jumped') return sequel;
    const minutes = this.jumps.at(-1)?.minutes ?? 0;
    if (isZoneless(record)) this.#shiftMs -= minutes * MINUTE_MS;
    else this.settled.restart();
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
      this.#checkStamp(stampMs, durationMs ?? Number.NaN, startMs !== undefined);
    }
    return this.settled.read({ startMs, endMs, durationMs });
  }

  /**
   * Takes a scanned line by a record's numbers, of which one is a time, all with their zones and years: `settled` are its
   * times then. False where the clock may have jumped before it: then its log is to be read by `sequelOf` and `read`.
   */
  takeScanned(numbers: Float64Array, offset: number): boolean {
    const startMs = numbers[startSlot] ?? Number.NaN;
    const endMs = numbers[endSlot] ?? Number.NaN;
    const durationMs = numbers[durationSlot] ?? Number.NaN;
    const hasStart = !Number.isNaN(startMs);
    const hasEnd = !Number.isNaN(endMs);
    const isTimed = !Number.isNaN(durationMs);
    const writtenMs = hasEnd ? endMs : startMs + (isTimed ? durationMs : 0);
    if (this.#jumps.observe(writtenMs, offset) !== 'follows') return false;
    const stampMs = hasStart ? startMs : endMs;
    this.order.observe(stampMs);
    this.#years.follow(stampMs);
    const zoneMinutes = numbers[zoneSlot] ?? Number.NaN;
    if (!Number.isNaN(zoneMinutes)) this.zones.observe(zoneMinutes);
    if (!(hasStart && hasEnd)) this.#checkStamp(stampMs, durationMs, hasStart);
    this.settled.settle(startMs, endMs, durationMs);
    return true;
  }

  /** Takes the one time of a line with what it is said to be of; the duration is NaN where it has none. */
  #checkStamp(stampMs: number, durationMs: number, isStart: boolean): void {
    this.#documented ??= isStart ? 'start' : 'end';
    if (!Number.isNaN(durationMs)) this.#stampCheck.observe({ stampMs, durationMs });
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
