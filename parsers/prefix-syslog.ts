import { monthAt } from './calendar.ts';
import { IsoClock } from './iso-time.ts';

const COLON = 0x3a;
const DASH = 0x2d;
const DOT = 0x2e;
const GREATER = 0x3e;
const LESS = 0x3c;
const ONE = 0x31;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const BACKSLASH = 0x5c;
const QUOTE = 0x22;
const SPACE = 0x20;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** Longer structured data is none: RFC 5424 leaves its length to the receiver. */
export const MAX_DATA_BYTES = 1024;

/** Longer words are neither host nor program: RFC 5424 allows 255 bytes. */
export const MAX_WORD_BYTES = 255;

/**
 * The offset behind a syslog header, or -1: with or without priority, RFC 5424, or a time, a host (which nginx can
 * leave out) and a program with a colon. The time is RFC 3164's, rsyslog's and journalctl's ISO 8601, or
 * journalctl's with fractions, weekday, or seconds since 1970.
 *
 * - https://www.rfc-editor.org/rfc/rfc3164#section-4.1
 * - https://www.rfc-editor.org/rfc/rfc5424#section-6
 * - https://www.freedesktop.org/software/systemd/man/latest/journalctl.html#-o
 * - https://nginx.org/en/docs/syslog.html
 */
export function skipSyslogHeader(bytes: Uint8Array, start: number, end: number): number {
  const at = syslogTimeAt(bytes, start, end);
  // Only a version stands between the priority and a time.
  if (bytes[at - 1] === SPACE && at > start) return behind5424(bytes, at, end);
  const timeEnd = behindTime(bytes, at, end);
  return timeEnd < 0 ? -1 : behindProgram(bytes, timeEnd, end);
}

/** Where the time stands in a line that begins with a syslog header. */
export function syslogTimeAt(bytes: Uint8Array, start: number, end: number): number {
  const at = behindPriority(bytes, start, end);
  return at > start && bytes[at] === ONE && bytes[at + 1] === SPACE ? at + 2 : at;
}

/** Behind `<34>`, or `at` where there is none. */
function behindPriority(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] !== LESS) return at;
  const stop = behindDigits(bytes, at + 1, end);
  return stop > at + 1 && stop <= at + 4 && bytes[stop] === GREATER ? stop + 1 : at;
}

/** Behind the time and the space after it, or -1. */
function behindTime(bytes: Uint8Array, at: number, end: number): number {
  if (monthAt(bytes, at) > 0) return behindClassicTime(bytes, at, end);
  const word = wordEnd(bytes, at, end);
  if (word < 0) return -1;
  if (isIsoTime(bytes, at, word)) return word + 1;
  if (isWeekday(bytes, at, word)) return behindFullTime(bytes, word + 1, end);
  const point = behindDigits(bytes, at, word);
  const isEpoch =
    point === at + 10 && bytes[point] === DOT && behindDigits(bytes, point + 1, word) === word;
  return isEpoch ? word + 1 : -1;
}

/** `Nov  1 05:06:17 ` and `Nov 21 05:06:17.123456 `. */
function behindClassicTime(bytes: Uint8Array, at: number, end: number): number {
  const day = bytes[at + 4] === SPACE ? at + 5 : at + 4;
  if (bytes[at + 3] !== SPACE || behindDigits(bytes, day, day + 2) < day + 1) return -1;
  const clock = at + 7;
  if (bytes[clock - 1] !== SPACE || !isClock(bytes, clock)) return -1;
  const word = wordEnd(bytes, clock, end);
  const fraction = clock + 8;
  if (word === fraction) return word + 1;
  return bytes[fraction] === DOT && behindDigits(bytes, fraction + 1, word) === word
    ? word + 1
    : -1;
}

/** The rest of `Sat 2026-11-21 05:06:17 CET `. */
function behindFullTime(bytes: Uint8Array, at: number, end: number): number {
  const clock = at + 11;
  if (bytes[at + 4] !== DASH || bytes[clock - 1] !== SPACE || !isClock(bytes, clock)) return -1;
  const zone = wordEnd(bytes, clock, end) + 1;
  const word = zone > 0 ? wordEnd(bytes, zone, end) : -1;
  return word < 0 ? -1 : word + 1;
}

function isIsoTime(bytes: Uint8Array, at: number, stop: number): boolean {
  return bytes[at + 4] === DASH && !Number.isNaN(clock.read(bytes, at, stop));
}

const clock = new IsoClock();

function isWeekday(bytes: Uint8Array, at: number, stop: number): boolean {
  return (
    stop === at + 3 &&
    /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)$/.test(String.fromCharCode(...bytes.subarray(at, stop)))
  );
}

/** `05:06:17` */
function isClock(bytes: Uint8Array, at: number): boolean {
  return (
    behindDigits(bytes, at, at + 2) === at + 2 &&
    bytes[at + 2] === COLON &&
    behindDigits(bytes, at + 3, at + 5) === at + 5 &&
    bytes[at + 5] === COLON &&
    behindDigits(bytes, at + 6, at + 8) === at + 8
  );
}

/** Behind `host program[1]: `; the host may be missing. */
function behindProgram(bytes: Uint8Array, at: number, end: number): number {
  const first = wordEnd(bytes, at, end);
  if (first < 0) return -1;
  if (bytes[first - 1] === COLON) return first + 1;
  const second = wordEnd(bytes, first + 1, end);
  return second > first + 1 && bytes[second - 1] === COLON ? second + 1 : -1;
}

/** Behind the time, host, program, process, message name and structured data of RFC 5424. */
function behind5424(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  for (let word = 0; word < 5; word++) {
    const stop = wordEnd(bytes, at, end);
    if (stop <= at) return -1;
    at = stop + 1;
  }
  const data = bytes[at] === DASH ? at + 1 : behindData(bytes, at, end);
  if (data < 0 || bytes[data] !== SPACE) return -1;
  const hasMark = BYTE_ORDER_MARK.every((byte, i) => bytes[data + 1 + i] === byte);
  return hasMark ? data + 1 + BYTE_ORDER_MARK.length : data + 1;
}

/** Behind `[id name="value"][id …]`, or -1. */
function behindData(bytes: Uint8Array, start: number, end: number): number {
  if (bytes[start] !== OPEN_BRACKET) return -1;
  const limit = Math.min(end, start + MAX_DATA_BYTES);
  let isString = false;
  for (let at = start; at < limit; at++) {
    const byte = bytes[at];
    if (byte === BACKSLASH) at++;
    else if (byte === QUOTE) isString = !isString;
    else if (byte === CLOSE_BRACKET && !isString && bytes[at + 1] !== OPEN_BRACKET) return at + 1;
  }
  return -1;
}

/** The space that ends the word at `at`, or -1: a word is not longer than `MAX_WORD_BYTES`. */
function wordEnd(bytes: Uint8Array, at: number, end: number): number {
  const limit = Math.min(end, at + MAX_WORD_BYTES + 1);
  for (let stop = at; stop < limit; stop++) if (bytes[stop] === SPACE) return stop;
  return -1;
}

function behindDigits(bytes: Uint8Array, at: number, end: number): number {
  let stop = at;
  while (stop < end && (bytes[stop] ?? 0) >= 0x30 && (bytes[stop] ?? 0) <= 0x39) stop++;
  return stop;
}
