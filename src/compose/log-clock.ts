import type { LogFacts } from '../ingest/log-facts.ts';
import type { StampDoubt } from '../request/time-facts.ts';
import type { Stamp } from '../request/times.ts';
import type { ZoneJump } from '../request/zone-jump.ts';

/** What a log's lines tell of the clock that wrote them. */
export interface LogClock {
  /** Whether times are written without their zone, none was given, and they were taken for UTC. */
  readonly zoneIsAssumed: boolean;
  /** Whether times are written without their zone. */
  readonly isZoneless: boolean;
  /** Whether times are written without their year. */
  readonly isYearless: boolean;
  /** The offsets that times were written with, minutes east of UTC, the commonest first. */
  readonly zones: readonly { readonly minutes: number; readonly lines: number }[];
  readonly jumps: readonly ZoneJump[];
  /** The offset of the first line's time, minutes east of UTC: how the log shows its times. */
  readonly zoneMinutes: number;
  /** Lines whose time the zone's clocks never showed. */
  readonly linesInGap: number;
  readonly stampDoubt: StampDoubt | undefined;
  /** What its times were taken for, where that is not what the format says. */
  readonly stamps: Stamp | undefined;
}

/** The facts of a log that was read to its end; `zone` is the one that was given for times without one. */
export function clockOf(
  { times, zoneMinutes = 0 }: Pick<LogFacts, 'times' | 'zoneMinutes'>,
  zone: string | undefined,
): LogClock {
  const isZoneless = times.zones.zoneless > 0;
  return {
    zoneIsAssumed: isZoneless && zone === undefined,
    isZoneless,
    isYearless: times.yearless > 0,
    zones: times.zones.counts(),
    jumps: times.jumps,
    zoneMinutes,
    linesInGap: times.linesInGap,
    stampDoubt: times.stampDoubt,
    stamps: times.stamps,
  };
}
