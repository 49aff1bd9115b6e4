import { MINUTE_MS, midnightMs, SECOND_MS } from './calendar.ts';

/** The bytes of `2026-11-21T05:06`; what they tell changes once a minute. */
const MINUTE_WIDTH = 16;
/** The shortest time that is read: `2026-11-21T05:06:17`. */
const SHORTEST = 19;

const ZERO = 0x30;
const SPACE = 0x20;
const PLUS = 0x2b;
const COMMA = 0x2c;
const DASH = 0x2d;
const DOT = 0x2e;
const COLON = 0x3a;
const UPPER_T = 0x54;
const UPPER_Z = 0x5a;

/**
 * Reads times as ISO 8601 and RFC 3339 write them, with `T` or a space, any decimals, and `Z`, `+01:00`,
 * `+0100`, `+01` or no zone at all; remembers the last minute it has seen.
 */
export class IsoClock {
  readonly #seen = new Uint8Array(MINUTE_WIDTH);
  #minuteMs = Number.NaN;
  /** The offset of the last time read, minutes east of UTC; NaN where it was written without. */
  zoneMinutes: number = Number.NaN;

  /** Epoch milliseconds of `bytes[at, end)`, or NaN. Without a zone the time is taken as UTC. */
  read(bytes: Uint8Array, at: number, end: number): number {
    if (end - at < SHORTEST || bytes[at + MINUTE_WIDTH] !== COLON) return Number.NaN;
    if (!this.#isSeen(bytes, at)) this.#remember(bytes, at);
    const second = digits(bytes, at + MINUTE_WIDTH + 1, 2);
    if (second < 0 || second > 60) return Number.NaN;
    const fractionAt = at + SHORTEST;
    const zoneAt = fractionEnd(bytes, fractionAt, end);
    this.zoneMinutes = zoneOf(bytes, bytes[zoneAt] === SPACE ? zoneAt + 1 : zoneAt, end);
    if (Number.isNaN(this.zoneMinutes) && zoneAt < end) return Number.NaN;
    const offsetMs = zoneAt < end ? this.zoneMinutes * MINUTE_MS : 0;
    return this.#minuteMs + second * SECOND_MS + fractionMs(bytes, fractionAt, zoneAt) - offsetMs;
  }

  #isSeen(bytes: Uint8Array, at: number): boolean {
    // Minutes turn most often and stand last.
    for (let i = MINUTE_WIDTH - 1; i >= 0; i--) if (bytes[at + i] !== this.#seen[i]) return false;
    return true;
  }

  #remember(bytes: Uint8Array, at: number): void {
    for (let i = 0; i < MINUTE_WIDTH; i++) this.#seen[i] = bytes[at + i] ?? 0;
    this.#minuteMs = minuteMs(bytes, at);
  }
}

function minuteMs(bytes: Uint8Array, at: number): number {
  const isPunctuated =
    bytes[at + 4] === DASH &&
    bytes[at + 7] === DASH &&
    (bytes[at + 10] === UPPER_T || bytes[at + 10] === SPACE) &&
    bytes[at + 13] === COLON;
  if (!isPunctuated) return Number.NaN;
  const [year, month, day] = [
    digits(bytes, at, 4),
    digits(bytes, at + 5, 2),
    digits(bytes, at + 8, 2),
  ];
  const [hour, minute] = [digits(bytes, at + 11, 2), digits(bytes, at + 14, 2)];
  if (year < 0 || hour < 0 || hour > 23 || minute < 0 || minute > 59) return Number.NaN;
  return midnightMs({ year, month, day }) + (hour * 60 + minute) * MINUTE_MS;
}

/** The end of a decimal point or comma with digits behind it, or `at` where there is none. */
function fractionEnd(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] !== DOT && bytes[at] !== COMMA) return at;
  let stop = at + 1;
  while (stop < end && digits(bytes, stop, 1) >= 0) stop++;
  return stop;
}

function fractionMs(bytes: Uint8Array, at: number, stop: number): number {
  let value = 0;
  let scale = SECOND_MS;
  for (let place = at + 1; place < stop; place++) {
    value = value * 10 + (bytes[place] ?? 0) - ZERO;
    scale /= 10;
  }
  return value * scale;
}

/** Minutes east of UTC of what stands in `bytes[at, end)`, or NaN. */
function zoneOf(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] === UPPER_Z) return at + 1 === end ? 0 : Number.NaN;
  const sign = bytes[at] === PLUS ? 1 : bytes[at] === DASH ? -1 : Number.NaN;
  const hours = at + 3 <= end ? digits(bytes, at + 1, 2) : -1;
  if (hours < 0 || hours > 23) return Number.NaN;
  if (at + 3 === end) return sign * hours * 60;
  const minutesAt = bytes[at + 3] === COLON ? at + 4 : at + 3;
  const minutes = minutesAt + 2 === end ? digits(bytes, minutesAt, 2) : -1;
  return minutes < 0 || minutes > 59 ? Number.NaN : sign * (hours * 60 + minutes);
}

/** The number of `width` digits at `bytes[at]`, or -1. */
function digits(bytes: Uint8Array, at: number, width: number): number {
  let value = 0;
  for (let place = at; place < at + width; place++) {
    const digit = (bytes[place] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}
