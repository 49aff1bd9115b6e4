import { MINUTE_MS, midnightMs, SECOND_MS } from '../calendar.ts';
import { IsoClock } from '../iso-time.ts';
import { readPlain } from './values.ts';

/** Which of the first two numbers of a date is the day. */
export type DayOrder = 'dmy' | 'mdy';

const DASH = 0x2d;
/** Longer cells are no times. */
export const MAX_TIME_LENGTH = 48;

/** Counts since 1970 are times where they lie in this century. */
const FROM_SECONDS = 946_684_800;
const TO_SECONDS = 4_102_444_800;
/** Seconds, milliseconds, microseconds and nanoseconds: in one century no two of them can be confused. */
const perSecond = [1, 1e3, 1e6, 1e9] as const;

/** More digits than a double holds, or an exponent. */
const COUNT = /^\d+(?:\.\d+)?(?:[eE]\+?\d+)?$/;
const DATE = /(?<first>\d{1,4})(?<mark>[-/.])(?<second>\d{1,2})\k<mark>(?<third>\d{1,4})/;
const CLOCK =
  /(?<hour>\d{1,2}):(?<minute>\d\d)(?::(?<second2>\d\d)(?:[.,](?<fraction>\d+))?)?(?:\s*(?<half>[AaPp])\.?[Mm]\.?)?/;
const ZONE = /(?:Z|UTC|GMT|(?<sign>[-+])(?<hours>\d\d):?(?<minutes>\d\d)?)/;
const TIME = new RegExp(
  `^${DATE.source}(?:(?:[Tt]|,?\\s+)${CLOCK.source})?(?:\\s*(?<zone>${ZONE.source}))?$`,
);

const decoder = new TextDecoder();

/**
 * Reads the times of a table's column: ISO 8601 with or without a zone, dates as people write them, and counts of
 * seconds, milliseconds, microseconds or nanoseconds since 1970.
 */
export class TableClock {
  readonly #order: DayOrder;
  readonly #iso = new IsoClock();
  /** Whether the last time tells its zone, as counts since 1970 do. */
  isZoned = false;

  constructor(order: DayOrder) {
    this.#order = order;
  }

  /** Epoch milliseconds of `bytes[start, end)`, or NaN. Without a zone the time is given as if it were UTC. */
  read(bytes: Uint8Array, start: number, end: number): number {
    if (end - start > MAX_TIME_LENGTH || end === start) return Number.NaN;
    if (bytes[start + 4] === DASH) {
      const epochMs = this.#iso.read(bytes, start, end);
      this.isZoned = !Number.isNaN(this.#iso.zoneMinutes);
      if (!Number.isNaN(epochMs)) return Math.round(epochMs);
    }
    const count = readPlain(bytes, start, end, '.');
    if (!Number.isNaN(count)) return this.#readCount(count);
    const text = decoder.decode(bytes.subarray(start, end)).trim();
    return COUNT.test(text) ? this.#readCount(Number(text)) : this.#readWritten(text);
  }

  #readCount(count: number): number {
    this.isZoned = true;
    const unit = perSecond.find((per) => count >= FROM_SECONDS * per && count < TO_SECONDS * per);
    return unit === undefined ? Number.NaN : Math.round((count / unit) * SECOND_MS);
  }

  #readWritten(text: string): number {
    const groups = TIME.exec(text)?.groups;
    if (groups === undefined) return Number.NaN;
    const midnight = midnightMs(dateOf(groups, this.#order));
    const { zone, sign = '', hours = '0', minutes = '0' } = groups;
    this.isZoned = zone !== undefined;
    const zoneMinutes = Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes));
    return midnight + clockMs(groups) - zoneMinutes * MINUTE_MS;
  }
}

/** Whether a cell that is a time in some order of its date may have its day or its month first. */
export function admits(text: string, order: DayOrder): boolean {
  const { groups } = TIME.exec(text.trim()) ?? {};
  return groups === undefined || !Number.isNaN(midnightMs(dateOf(groups, order)));
}

type Groups = Readonly<Record<string, string | undefined>>;

function dateOf(
  { first = '', mark, second, third = '' }: Groups,
  order: DayOrder,
): { year: number; month: number; day: number } {
  if (first.length === 4) return { year: Number(first), month: Number(second), day: Number(third) };
  // Two digits of a year leave open which of three numbers it is.
  const year = third.length === 4 && first.length < 3 ? Number(third) : Number.NaN;
  const isDayFirst = mark === '.' || order === 'dmy';
  const [day, month] = isDayFirst ? [first, second] : [second, first];
  return { year, month: Number(month), day: Number(day) };
}

function clockMs({
  hour = '0',
  minute = '0',
  second2 = '0',
  fraction = '0',
  half,
}: Groups): number {
  const written = Number(hour);
  if (half !== undefined && (written < 1 || written > 12)) return Number.NaN;
  const isAfternoon = half?.toLowerCase() === 'p';
  const hours = half === undefined ? written : (written % 12) + (isAfternoon ? 12 : 0);
  if (hours > 23 || Number(minute) > 59 || Number(second2) > 60) return Number.NaN;
  const fractionMs = Math.round(Number(`0.${fraction}`) * SECOND_MS);
  return (hours * 60 + Number(minute)) * MINUTE_MS + Number(second2) * SECOND_MS + fractionMs;
}
