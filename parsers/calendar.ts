/** The proleptic Gregorian calendar in UTC; no zone of the machine enters. */

export const SECOND_MS = 1000;
export const MINUTE_MS: number = 60 * SECOND_MS;

const monthNames = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/** The month, 1 to 12, whose English abbreviation stands at `bytes[at]`; 0 when none does. */
export function monthAt(bytes: Uint8Array, at: number): number {
  for (let month = 0; month < 12; month++) {
    const name = month * 3;
    if (
      bytes[at] === monthNames.charCodeAt(name) &&
      bytes[at + 1] === monthNames.charCodeAt(name + 1) &&
      bytes[at + 2] === monthNames.charCodeAt(name + 2)
    ) {
      return month + 1;
    }
  }
  return 0;
}

/** A day; `month` is 1 to 12, `day` begins at 1. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Midnight of a day, epoch milliseconds; NaN when there is no such day, as 31 February. */
export function midnightMs({ year, month, day }: CivilDate): number {
  const midnight = Date.UTC(year, month - 1, day);
  const there = new Date(midnight);
  const exists = there.getUTCMonth() === month - 1 && there.getUTCDate() === day && year >= 1970;
  return exists ? midnight : Number.NaN;
}
