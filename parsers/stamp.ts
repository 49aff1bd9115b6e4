import { MINUTE_MS, midnightMs, SECOND_MS } from './calendar.ts';

/** The pieces of a time that directives can tell, each a number; NaN until one has told it. */
export const stampPieces = [
  'year',
  'month',
  'day',
  'yearDay',
  'hour',
  'hour12',
  'afternoon',
  'minute',
  'second',
  'zoneMinutes',
  'fractionMs',
  'epochSecondMs',
  'epochMs',
] as const;
export type StampPiece = (typeof stampPieces)[number];

/** Whether these pieces make a point in time: a date, or a count since 1970. */
export function isPointInTime(pieces: ReadonlySet<StampPiece>): boolean {
  if (pieces.has('epochMs') || pieces.has('epochSecondMs')) return true;
  const hasDay = pieces.has('yearDay') || (pieces.has('month') && pieces.has('day'));
  return pieces.has('year') && hasDay;
}

/** Whether these pieces make a time that means the same in every zone. */
export function needsNoZone(pieces: ReadonlySet<StampPiece>): boolean {
  return pieces.has('zoneMinutes') || pieces.has('epochMs') || pieces.has('epochSecondMs');
}

/** A time that is put together from pieces, of one or of several directives. */
export class Stamp {
  readonly #pieces: Record<StampPiece, number> = Object.fromEntries(
    stampPieces.map((piece) => [piece, Number.NaN]),
  ) as Record<StampPiece, number>;

  reset(): void {
    for (const piece of stampPieces) this.#pieces[piece] = Number.NaN;
  }

  set(piece: StampPiece, value: number): void {
    this.#pieces[piece] = value;
  }

  /** Epoch milliseconds, or NaN for no such time. Without a zone the time is taken as UTC. */
  epochMs(): number {
    const { epochMs, epochSecondMs, fractionMs } = this.#pieces;
    if (!Number.isNaN(epochMs)) return epochMs;
    const fraction = or(fractionMs, 0);
    if (!Number.isNaN(epochSecondMs)) return epochSecondMs + fraction;
    const { minute, second, zoneMinutes } = this.#pieces;
    const minutes = this.#hour() * 60 + or(minute, 0) - or(zoneMinutes, 0);
    return this.#midnightMs() + minutes * MINUTE_MS + or(second, 0) * SECOND_MS + fraction;
  }

  /** The offset that the time was written with, minutes east of UTC; NaN where it tells none. */
  get zoneMinutes(): number {
    return this.#pieces.zoneMinutes;
  }

  #midnightMs(): number {
    const { year, month, day, yearDay } = this.#pieces;
    if (!Number.isNaN(month) && !Number.isNaN(day)) return midnightMs({ year, month, day });
    const date = new Date(Date.UTC(year, 0, yearDay));
    return date.getUTCFullYear() === year ? date.getTime() : Number.NaN;
  }

  #hour(): number {
    const { hour, hour12, afternoon } = this.#pieces;
    if (!Number.isNaN(hour)) return hour;
    return Number.isNaN(hour12) ? 0 : (hour12 % 12) + or(afternoon, 0) * 12;
  }
}

function or(value: number, fallback: number): number {
  return Number.isNaN(value) ? fallback : value;
}
