import type { LineRecord, Miss } from './contract.ts';
import { Instant } from './instant.ts';
import { numberSlot } from './record.ts';

/** The time that a logger has put beside a line: when it got the line, which is when the request had ended. */
export interface HeaderTime {
  readonly epochMs: number;
  /** Minutes east of UTC; NaN where the time was written without a zone. */
  readonly zoneMinutes: number;
  readonly isZoneless: boolean;
  /** Whether it was written without its year, and read in `UNTOLD_YEAR`. */
  readonly isYearless: boolean;
}

/** The one miss that a header's time mends: the line tells all that it should but its time. */
export const NO_TIME: Miss = Object.freeze({
  reason: 'no name in the line tells the time',
  field: 'time',
});

const endSlot = numberSlot('endMs');
const zoneSlot = numberSlot('zoneMinutes');

/** Whether the line in `record`, read with this miss or none, waits for a time from elsewhere. */
export function lacksTime(record: LineRecord, miss: Miss | undefined): boolean {
  if (miss !== undefined) return miss === NO_TIME;
  return record.number('startMs') === undefined && record.number('endMs') === undefined;
}

/** Puts the logger's time into a record as the end of its request. */
export function takeHeaderTime(record: LineRecord, time: HeaderTime): void {
  record.setNumber(endSlot, time.epochMs);
  record.setZoneless(endSlot, time.isZoneless);
  record.isYearless = time.isYearless;
  record.setNumber(zoneSlot, time.zoneMinutes);
}

const encoder = new TextEncoder();
const instant = new Instant();

/** The time in a text that is nothing else: ISO 8601, or a count since 1970; undefined where it is none. */
export function instantIn(text: string): HeaderTime | undefined {
  const bytes = encoder.encode(text);
  const epochMs = instant.read(bytes, 0, bytes.length);
  const { zoneMinutes, isZoneless } = instant;
  return Number.isNaN(epochMs)
    ? undefined
    : { epochMs, zoneMinutes, isZoneless, isYearless: false };
}
