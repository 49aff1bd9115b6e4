import { tzOffset } from '@date-fns/tz/tzOffset';

/** Whether a text is a name of the tz database or an offset. */
export function isZone(text: string): boolean {
  return !Number.isNaN(tzOffset(text, new Date(0)));
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** No zone changes its offset twice within this. */
const CLEAR_MS = 24 * HOUR_MS;
/** Hours and minutes remembered; when full it starts anew. */
export const MAX_CACHED_OFFSETS = 10_000;

/**
 * Turns local times that were written without an offset into times. Asks the zone's rules once an hour of the log, in
 * the days around a change once a minute, never per line.
 */
export class LocalZone {
  readonly #zone: string;
  /** Offsets that hold in an hour, by hours since 1970; in minutes east of UTC. Two in the days around a change. */
  readonly #hours = new Map<number, readonly number[]>();
  readonly #minutes = new Map<number, readonly number[]>();
  #previousMs: number | undefined;
  #minutesEast: number | undefined;
  /** Whether the last time that was asked for is one that the zone's clocks never showed. */
  isInGap = false;

  /** `zone` is a name of the tz database or an offset, as `--tz` takes it, and was checked. */
  constructor(zone: string) {
    this.#zone = zone;
  }

  /** The offset of the last time that was asked for, minutes east of UTC. */
  get zoneMinutes(): number | undefined {
    return this.#minutesEast;
  }

  /**
   * Epoch milliseconds of a local time, which is given as if it were UTC. In the hour that a clock put back shows twice
   * it is the reading nearest to the line before, at first the earlier; in the hour that a clock put forward leaves out,
   * the time that a clock not yet put forward would have shown.
   */
  utcOf(localMs: number): number {
    const valid = this.#offsetsAt(localMs);
    this.isInGap = valid.length === 0;
    const offsets = this.isInGap ? [this.#offset(localMs - CLEAR_MS)] : valid;
    const readings = offsets.map((minutes) => localMs - minutes * MINUTE_MS);
    const nearTo = this.#previousMs ?? Number.NEGATIVE_INFINITY;
    const utcMs = readings.reduce((best, reading) =>
      Math.abs(reading - nearTo) < Math.abs(best - nearTo) ? reading : best,
    );
    this.#previousMs = utcMs;
    this.#minutesEast = (localMs - utcMs) / MINUTE_MS;
    return utcMs;
  }

  /** The offsets that hold at a local time: two in an hour that comes twice, none in one that is left out. */
  #offsetsAt(localMs: number): readonly number[] {
    const hour = Math.floor(localMs / HOUR_MS);
    const offsets = remembered(this.#hours, hour, () => this.#offsetsAround(hour * HOUR_MS));
    if (offsets.length === 1) return offsets;
    const minute = Math.floor(localMs / MINUTE_MS);
    return remembered(this.#minutes, minute, () => {
      return offsets.filter((offset) => this.#holds(offset, minute * MINUTE_MS));
    });
  }

  /** The offsets a day before and a day after, which are those that can hold; the earlier first. */
  #offsetsAround(localMs: number): readonly number[] {
    return [...new Set([this.#offset(localMs - CLEAR_MS), this.#offset(localMs + CLEAR_MS)])];
  }

  #holds(offset: number, localMs: number): boolean {
    return this.#offset(localMs - offset * MINUTE_MS) === offset;
  }

  #offset(utcMs: number): number {
    return tzOffset(this.#zone, new Date(utcMs));
  }
}

function remembered(
  known: Map<number, readonly number[]>,
  key: number,
  find: () => readonly number[],
): readonly number[] {
  const found = known.get(key);
  if (found !== undefined) return found;
  if (known.size >= MAX_CACHED_OFFSETS) known.clear();
  const fresh = find();
  known.set(key, fresh);
  return fresh;
}
