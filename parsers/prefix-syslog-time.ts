import { MINUTE_MS, midnightMs, monthAt, SECOND_MS } from './calendar.ts';
import { UNTOLD_YEAR } from './contract.ts';
import { type HeaderTime, instantIn } from './header-time.ts';
import { syslogTimeAt } from './prefix-syslog.ts';

/** Longer times are none that `prefix-syslog.ts` knows. */
const LONGEST_TIME = 48;

/** `Nov  1 05:06:17` and `Nov 21 05:06:17.123456`: of the machine's own zone, and of no year (RFC 3164, section 4.1.2). */
const CLASSIC = /^(\w{3}) ([ \d]\d) (\d\d):(\d\d):(\d\d)(\.\d+)? /;
/** `Sat 2026-11-21 05:06:17 CET`: abbreviations of zones mean several, but for UTC. */
const FULL = /^\w{3} (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(\.\d+)? (\S+) /;

const encoder = new TextEncoder();

/** The time of the syslog header that `bytes[start, end)` begins with, in any form that `skipSyslogHeader` steps over. */
export function syslogTime(bytes: Uint8Array, start: number, end: number): HeaderTime | undefined {
  const at = syslogTimeAt(bytes, start, end);
  const head = String.fromCharCode(...bytes.subarray(at, Math.min(end, at + LONGEST_TIME)));
  const time = classicTime(head) ?? fullTime(head) ?? instantIn(head.split(' ', 1)[0] ?? '');
  return time === undefined || Number.isNaN(time.epochMs) ? undefined : time;
}

function classicTime(head: string): HeaderTime | undefined {
  const [, name, day, hour, minute, second, fraction = ''] = CLASSIC.exec(head) ?? [];
  if (name === undefined) return undefined;
  const month = monthAt(encoder.encode(name), 0);
  const midnight = midnightMs({ year: UNTOLD_YEAR, month, day: Number(day) });
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined;
  const minutes = Number(hour) * 60 + Number(minute);
  const seconds = Number(second) + Number(`0${fraction}`);
  const epochMs = midnight + minutes * MINUTE_MS + seconds * SECOND_MS;
  return { epochMs, zoneMinutes: Number.NaN, isZoneless: true, isYearless: true };
}

function fullTime(head: string): HeaderTime | undefined {
  const [, clock, fraction = '', zone] = FULL.exec(head) ?? [];
  return clock === undefined
    ? undefined
    : instantIn(`${clock}${fraction}${zone === 'UTC' ? 'Z' : ''}`);
}
