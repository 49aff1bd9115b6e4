import { type CivilDate, MINUTE_MS, midnightMs, SECOND_MS } from './calendar.ts';
import { IsoClock } from './iso-time.ts';

/** A time that an alert carries, and whether its zone is missing. */
export interface AlertTime {
  /** Epoch milliseconds UTC; of a local time as if it were UTC. */
  readonly timeMs: number;
  readonly isZoneless: boolean;
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/**
 * Minutes east of UTC of abbreviations that mean one zone: those of RFC 5322, 4.3, and of Europe. Others, such as IST and
 * BST, mean several, and times with them count as zoneless. https://www.rfc-editor.org/rfc/rfc5322#section-4.3
 */
const zoneMinutes: Readonly<Record<string, number>> = {
  UTC: 0,
  UT: 0,
  GMT: 0,
  Z: 0,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  WET: 0,
  WEST: 60,
  CET: 60,
  CEST: 120,
  EET: 120,
  EEST: 180,
};

/** ISO 8601, which may have no seconds and no zone; undefined where it is none. */
export function isoAlertTime(text: string): AlertTime | undefined {
  const seconds = text.trim().replace(/^([\d-]{10}[T ]\d\d:\d\d)(?![:\d])/, '$1:00');
  const clock = new IsoClock();
  const bytes = new TextEncoder().encode(seconds);
  const timeMs = clock.read(bytes, 0, bytes.length);
  if (Number.isNaN(timeMs)) return undefined;
  return { timeMs, isZoneless: Number.isNaN(clock.zoneMinutes) };
}

/**
 * `Sat Nov 21 19:15:02 CET 2026`, as ctime(3) with a zone writes it, and `Sat, 21 Nov 2026 19:15:02 +0100` of mail headers;
 * undefined where it is neither. Months may have more letters: Nagios writes `Sept`.
 * https://github.com/NagiosEnterprises/nagioscore/blob/master/base/utils.c
 */
export function longAlertTime(text: string): AlertTime | undefined {
  const [, month = '', day, hour, minute, second, zone = '', year] =
    /^(?:[A-Z][a-z]{2,8} )?([A-Z][a-z]{2})[a-z]* {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d) (\S{1,8}) (\d{4})$/.exec(
      text.trim(),
    ) ?? swapped(text.trim());
  const date = { year: Number(year), month: MONTHS.indexOf(month) + 1, day: Number(day) };
  const localMs = localTimeMs(date, [Number(hour), Number(minute), Number(second)]);
  if (Number.isNaN(localMs)) return undefined;
  const east = minutesEast(zone);
  if (east === undefined) return { timeMs: localMs, isZoneless: true };
  return { timeMs: localMs - east * MINUTE_MS, isZoneless: false };
}

/** The parts of a mail header's date, in the order of the other form. */
function swapped(text: string): readonly (string | undefined)[] {
  const [whole, day, month, year, hour, minute, second, zone] =
    /^(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d)(?::(\d\d))? (\S{1,8})(?: \(.*\))?$/.exec(
      text,
    ) ?? [];
  return [whole, month, day, hour, minute, second ?? '00', zone, year];
}

function localTimeMs(date: CivilDate, [hour, minute, second]: [number, number, number]): number {
  if (!(hour < 24 && minute < 60 && second < 61)) return Number.NaN;
  return midnightMs(date) + (hour * 60 + minute) * MINUTE_MS + second * SECOND_MS;
}

function minutesEast(zone: string): number | undefined {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  if (sign !== undefined) return Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes));
  return Object.hasOwn(zoneMinutes, zone) ? zoneMinutes[zone] : undefined;
}
