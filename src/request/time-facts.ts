import { LineOrder, type LineOrderPart } from './line-order.ts';
import { MIN_INVERSIONS, StampCheck, type StampCheckPart } from './stamp-meaning.ts';
import { SteadyClock, type SteadyClockPart } from './steady-clock.ts';
import type { Stamp } from './times.ts';
import type { ZoneJump } from './zone-jump.ts';
import { ZonesMet, type ZonesMetPart } from './zones-met.ts';

/** Where the order of the lines says that their times are others than the format says. */
export interface StampDoubt {
  readonly documented: Stamp;
  readonly found: Stamp;
  /** Whether the lines cannot have come into this order in another way, as by sorting. */
  readonly isCertain: boolean;
}

/** What the lines of a part of a log tell of its clock; plain data. */
export interface TimeFactsPart {
  readonly order: LineOrderPart;
  readonly zones: ZonesMetPart;
  readonly stampCheck: StampCheckPart;
  readonly clock: SteadyClockPart;
  readonly yearless: number;
  readonly linesInGap: number;
  readonly documented: Stamp | undefined;
}

/** What the lines of a log tell of the clock that wrote them. */
export class TimeFacts {
  readonly order: LineOrder = new LineOrder();
  readonly zones: ZonesMet = new ZonesMet();
  readonly stampCheck: StampCheck = new StampCheck();
  readonly clock: SteadyClock = new SteadyClock();
  /** Lines whose times were written without their year. */
  yearless = 0;
  /** Lines whose time the zone's clocks never showed, as they were put forward over it. */
  linesInGap = 0;
  /** What the format says that the times of lines with one time are of; undefined while there was none. */
  documented: Stamp | undefined;
  /** What they were taken for, where that is not what the format says. */
  readonly stamps: Stamp | undefined;
  /** Where the clock's zone changed from one line to the next; of times without a zone those back are corrected. */
  readonly jumps: readonly ZoneJump[];

  constructor(stamps?: Stamp, jumps: readonly ZoneJump[] = []) {
    this.stamps = stamps;
    this.jumps = jumps;
  }

  get stampDoubt(): StampDoubt | undefined {
    const { documented } = this;
    const found = this.stampCheck.meaning;
    if (documented === undefined || found === 'unknown' || found === documented) return undefined;
    // A log of starts that was sorted by them looks like one of ends, but for its perfect order.
    const isCertain = found === 'start' || this.order.backwards >= MIN_INVERSIONS;
    return { documented, found, isCertain };
  }

  /** Adds the lines that come next, of a log whose times carry zone and year. */
  append(part: TimeFactsPart): void {
    this.order.append(part.order);
    this.zones.append(part.zones);
    this.stampCheck.append(part.stampCheck);
    this.clock.append(part.clock);
    this.yearless += part.yearless;
    this.linesInGap += part.linesInGap;
    this.documented ??= part.documented;
  }

  get part(): TimeFactsPart {
    const { yearless, linesInGap, documented } = this;
    return {
      order: this.order.part,
      zones: this.zones.part,
      stampCheck: this.stampCheck.part,
      clock: this.clock.part,
      yearless,
      linesInGap,
      documented,
    };
  }
}
