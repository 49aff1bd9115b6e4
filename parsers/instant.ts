import { CLF_TIME_WIDTH, ClfClock } from './clf-time.ts';
import { IsoClock } from './iso-time.ts';
import { readNumber, units } from './quantity.ts';

const DASH = 0x2d;
const DOT = 0x2e;
const SLASH = 0x2f;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/**
 * Units of a count since 1970 by the digits before its point: 10 digits are seconds until the year 2286, 13
 * milliseconds, 16 microseconds, 19 nanoseconds. Of the last two, digits are `decimals` of a millisecond.
 */
const epochUnits = [
  { digits: 11, scale: { ...units.s, decimals: true }, decimals: 0 },
  { digits: 14, scale: { ...units.ms, decimals: true }, decimals: 0 },
  { digits: 17, scale: units.us, decimals: 3 },
  { digits: 20, scale: units.ns, decimals: 6 },
] as const;

/** Reads a time of which only the place is known: common log format, ISO 8601, or a count since 1970. */
export class Instant {
  readonly #clf = new ClfClock();
  readonly #iso = new IsoClock();
  /** The offset that the last time was written with, minutes east of UTC; NaN where it has none. */
  zoneMinutes: number = Number.NaN;
  /** Whether the last time was written without its zone; a count since 1970 means the same in every zone. */
  isZoneless = false;
  /** Whether the last time had the brackets of httpd's `%t` around it. */
  isBracketed = false;

  /** Epoch milliseconds of `bytes[at, end)`, or NaN. */
  read(bytes: Uint8Array, at: number, end: number): number {
    this.isBracketed = bytes[at] === OPEN_BRACKET && bytes[end - 1] === CLOSE_BRACKET;
    return this.isBracketed
      ? this.#readPlain(bytes, at + 1, end - 1)
      : this.#readPlain(bytes, at, end);
  }

  #readPlain(bytes: Uint8Array, at: number, end: number): number {
    this.zoneMinutes = Number.NaN;
    this.isZoneless = false;
    if (bytes[at + 4] === DASH) {
      const epochMs = this.#iso.read(bytes, at, end);
      this.zoneMinutes = this.#iso.zoneMinutes;
      this.isZoneless = Number.isNaN(this.zoneMinutes);
      return epochMs;
    }
    if (bytes[at + 2] !== SLASH) return readEpoch(bytes, at, end);
    if (at + CLF_TIME_WIDTH !== end) return Number.NaN;
    const epochMs = this.#clf.read(bytes, at, end);
    this.zoneMinutes = this.#clf.zoneMinutes;
    return epochMs;
  }
}

function readEpoch(bytes: Uint8Array, at: number, end: number): number {
  let point = at;
  while (point < end && bytes[point] !== DOT) point++;
  const unit = epochUnits.find(({ digits }) => point - at <= digits);
  if (unit === undefined) return Number.NaN;
  // Nanoseconds since 1970 are more than a double holds: their decimals are read apart.
  const split = unit.decimals === 0 ? end : end - unit.decimals;
  const epochMs = readNumber(bytes, at, split, unit.decimals === 0 ? unit.scale : units.ms);
  const fractionMs = split === end ? 0 : readNumber(bytes, split, end, unit.scale);
  return epochMs < 0 || fractionMs < 0 ? Number.NaN : epochMs + fractionMs;
}
