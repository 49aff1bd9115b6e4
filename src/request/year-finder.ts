import { UNTOLD_YEAR } from '../../parsers/contract.ts';

const DAY_MS = 24 * 3_600_000;
/** A file may have been touched by a machine of another zone. */
const ZONE_SLACK_MS = DAY_MS;
/** Leap years are at most eight years apart, as 1896 and 1904. */
const LEAP_YEARS_APART = 8;

/**
 * Finds the year of times that were written without one, as in a syslog header. Lines are close together: the year is the
 * one that brings a line nearest to the line before, and so New Year is crossed. The first line's is the latest that does not
 * put it behind the last change of its file, which its server made when it wrote the last line: right for logs of up to a year.
 * The clock of the machine that reads does not enter.
 */
export class YearFinder {
  readonly #modifiedMs: number | undefined;
  /** NaN before the first line: a field that holds numbers alone is quicker to write. */
  #previousMs = Number.NaN;

  /** `modifiedMs` is when the file was last changed, epoch milliseconds; a pipe has no such time. */
  constructor(modifiedMs: number | undefined) {
    this.#modifiedMs = modifiedMs;
  }

  /** Takes the time of a line that has its year: lines behind it are near to it. */
  follow(timeMs: number): void {
    this.#previousMs = timeMs;
  }

  /** The time, epoch milliseconds, that was read in `UNTOLD_YEAR`; undefined where nothing tells the year. */
  yearOf(untoldMs: number): number | undefined {
    const isFirst = Number.isNaN(this.#previousMs);
    const found = isFirst ? this.#latest(untoldMs) : nearest(untoldMs, this.#previousMs);
    this.#previousMs = found ?? this.#previousMs;
    return found;
  }

  #latest(untoldMs: number): number | undefined {
    if (this.#modifiedMs === undefined) return undefined;
    const limitMs = this.#modifiedMs + ZONE_SLACK_MS;
    const last = new Date(limitMs).getUTCFullYear();
    for (let year = last; year >= last - LEAP_YEARS_APART; year--) {
      const timeMs = inYear(untoldMs, year);
      if (timeMs !== undefined && timeMs <= limitMs) return timeMs;
    }
    return undefined;
  }
}

function nearest(untoldMs: number, toMs: number): number | undefined {
  const year = new Date(toMs).getUTCFullYear();
  const readings = [year - 1, year, year + 1]
    .map((one) => inYear(untoldMs, one))
    .filter((timeMs) => timeMs !== undefined);
  return readings.toSorted((a, b) => Math.abs(a - toMs) - Math.abs(b - toMs))[0];
}

/** The same day and time of another year; undefined for 29 February of a common year. */
function inYear(untoldMs: number, year: number): number | undefined {
  const untold = new Date(untoldMs);
  const midnightMs = Date.UTC(year, untold.getUTCMonth(), untold.getUTCDate());
  if (new Date(midnightMs).getUTCMonth() !== untold.getUTCMonth()) return undefined;
  const beginningMs = Date.UTC(UNTOLD_YEAR, untold.getUTCMonth(), untold.getUTCDate());
  return midnightMs + (untoldMs - beginningMs);
}
