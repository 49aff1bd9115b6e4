import { CLF_TIME_WIDTH, type ClfClock } from './clf-time.ts';
import type { LineRecord, Miss } from './contract.ts';
import {
  findListEnd,
  findLiteral,
  findOpener,
  findQuote,
  findRequestEnd,
  holdsLiteral,
} from './cursor.ts';
import { actions, ends, type Program, type Step } from './layout-step.ts';
import { MALFORMED, readNumber, readQuantity, sumList } from './quantity.ts';
import { numberSlot } from './record.ts';
import { splitRequest } from './request-line.ts';
import { readTime } from './time-pattern.ts';

const zoneSlot = numberSlot('zoneMinutes');

/** The exclusive end of a field that begins at `at`, or -1; times in pieces are read on the way. Not for CLF: see `readClf`. */
export function fieldEnd(step: Step, bytes: Uint8Array, at: number, end: number): number {
  switch (step.end) {
    case ends.bare:
      return findLiteral(bytes, at, end, step.until);
    case ends.quoted:
      return followedBy(step.until, bytes, findQuote(bytes, at, end), end);
    case ends.list:
      return findListEnd(bytes, at, end, step.until);
    case ends.request:
      return findRequestEnd(bytes, at, end, step.until);
    case ends.opened:
      return findOpener(bytes, at, end, {
        opener: step.opener,
        absence: step.absence,
        literal: step.until,
      });
    case ends.last:
      return followedBy(step.until, bytes, Math.max(at, end - step.until.length), end);
    case ends.rest:
      return end;
    default:
      return readPieces(step, bytes, at, end);
  }
}

/** Reads a time in common log format at `at` into the record; returns its exclusive end, or -1. */
export function readClf(
  clock: ClfClock,
  step: Step,
  bytes: Uint8Array,
  at: number,
  end: number,
  record: LineRecord,
): number {
  const epochMs = clock.read(bytes, at, end);
  if (Number.isNaN(epochMs)) return -1;
  if (step.slot >= 0) record.setNumber(step.slot, epochMs);
  record.setNumber(zoneSlot, clock.zoneMinutes);
  return followedBy(step.until, bytes, at + CLF_TIME_WIDTH, end);
}

/** What fields are put into. */
type FieldPlace = Pick<LineRecord, 'setNumber' | 'setRange' | 'setZoneless'>;

/** Puts the times that were read in pieces into the record; the miss where they make none. */
export function settleStamps(stamps: Program['stamps'], record: FieldPlace): Miss | undefined {
  for (const { stamp, slot, miss, isZoneless } of stamps) {
    const epochMs = stamp.epochMs();
    if (Number.isNaN(epochMs)) return miss;
    if (slot >= 0) record.setNumber(slot, epochMs);
    if (isZoneless) record.setZoneless(slot, true);
    if (!Number.isNaN(stamp.zoneMinutes)) record.setNumber(zoneSlot, stamp.zoneMinutes);
  }
  return undefined;
}

function followedBy(until: Uint8Array, bytes: Uint8Array, stop: number, end: number): number {
  return stop >= 0 && holdsLiteral(bytes, stop, end, until) ? stop : -1;
}

function readPieces(step: Step, bytes: Uint8Array, at: number, end: number): number {
  if (step.time === undefined) return -1;
  const stop = readTime(step.time.pattern, step.time.stamp, bytes, { at, end });
  return followedBy(step.until, bytes, stop, end);
}

const QUESTION_MARK = 0x3f;

/** Puts a field into the record; false when it holds something else than it should. */
export function takeField(
  step: Step,
  bytes: Uint8Array,
  at: number,
  stop: number,
  record: FieldPlace,
): boolean {
  switch (step.action) {
    case actions.drop:
      return true;
    case actions.text:
      record.setRange(step.slot, at, stop);
      return true;
    case actions.request:
      splitRequest(bytes, at, stop, record);
      return true;
    case actions.query:
      record.setRange(step.slot, bytes[at] === QUESTION_MARK ? at + 1 : at, stop);
      return true;
    case actions.number:
      return takeNumber(step.slot, readNumber(bytes, at, stop, step.scale), record);
    case actions.sum:
      return takeNumber(step.slot, sumList(bytes, at, stop, step.scale), record);
    case actions.quantity:
      return takeNumber(step.slot, readQuantity(bytes, at, stop, step.unitWords), record);
  }
}

function takeNumber(slot: number, value: number, record: FieldPlace): boolean {
  if (value >= 0) record.setNumber(slot, value);
  return value !== MALFORMED;
}
