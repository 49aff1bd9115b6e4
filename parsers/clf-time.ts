import { MINUTE_MS, midnightMs, monthAt, SECOND_MS } from './calendar.ts';

/** The bytes of `18/Sep/2011:19:18:28 -0400`. */
export const CLF_TIME_WIDTH = 26;

const SECOND_AT = 18;
/** `:28` of the example; what stands before and behind it changes once a minute. */
const SECONDS_WIDTH = 2;

const ZERO = 0x30;
const PLUS = 0x2b;
const DASH = 0x2d;
const SLASH = 0x2f;
const COLON = 0x3a;
const SPACE = 0x20;

/** Reads times of the common log format at fixed offsets; remembers the last minute it has seen. */
export class ClfClock {
  readonly #seen = new Uint8Array(CLF_TIME_WIDTH);
  #minuteMs = Number.NaN;
  /** The offset of the last time read, minutes east of UTC. */
  zoneMinutes: number = Number.NaN;

  /** Epoch milliseconds of the time at `bytes[at]`, or NaN. A leap second is the next minute's first. */
  read(bytes: Uint8Array, at: number, end: number): number {
    if (at + CLF_TIME_WIDTH > end) return Number.NaN;
    if (!this.#isSeen(bytes, at)) this.#remember(bytes, at);
    const second = twoDigits(bytes, at + SECOND_AT);
    return second >= 0 && second <= 60 ? this.#minuteMs + second * SECOND_MS : Number.NaN;
  }

  #isSeen(bytes: Uint8Array, at: number): boolean {
    const seen = this.#seen;
    // Minutes turn most often and stand late: backwards a difference shows soonest.
    for (let i = SECOND_AT - 1; i >= 0; i--) if (bytes[at + i] !== seen[i]) return false;
    for (let i = SECOND_AT + SECONDS_WIDTH; i < CLF_TIME_WIDTH; i++) {
      if (bytes[at + i] !== seen[i]) return false;
    }
    return true;
  }

  #remember(bytes: Uint8Array, at: number): void {
    for (let i = 0; i < CLF_TIME_WIDTH; i++) this.#seen[i] = bytes[at + i] ?? 0;
    this.#minuteMs = minuteMs(bytes, at);
    this.zoneMinutes = zoneMinutes(bytes, at + 21);
  }
}

/** Epoch milliseconds of the whole minute, or NaN when the punctuation, date or zone is wrong. */
function minuteMs(bytes: Uint8Array, at: number): number {
  if (!isPunctuated(bytes, at)) return Number.NaN;
  const midnight = midnightMs({
    day: twoDigits(bytes, at),
    month: monthAt(bytes, at + 3),
    year: twoDigits(bytes, at + 7) * 100 + twoDigits(bytes, at + 9),
  });
  const hour = twoDigits(bytes, at + 12);
  const minute = twoDigits(bytes, at + 15);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return Number.NaN;
  return midnight + (hour * 60 + minute - zoneMinutes(bytes, at + 21)) * MINUTE_MS;
}

function isPunctuated(bytes: Uint8Array, at: number): boolean {
  return (
    bytes[at + 2] === SLASH &&
    bytes[at + 6] === SLASH &&
    bytes[at + 11] === COLON &&
    bytes[at + 14] === COLON &&
    bytes[at + 17] === COLON &&
    bytes[at + 20] === SPACE
  );
}

/** Minutes east of UTC of `+0530` at `bytes[at]`, or NaN. */
export function zoneMinutes(bytes: Uint8Array, at: number): number {
  const sign = bytes[at];
  const hours = twoDigits(bytes, at + 1);
  const minutes = twoDigits(bytes, at + 3);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return Number.NaN;
  if (sign === PLUS) return hours * 60 + minutes;
  return sign === DASH ? -(hours * 60 + minutes) : Number.NaN;
}

/** The number of two digits at `bytes[at]`, or -1000, so that sums with it stay negative. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - ZERO;
  const ones = (bytes[at + 1] ?? 0) - ZERO;
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1000 : tens * 10 + ones;
}
