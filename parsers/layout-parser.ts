import { CLF_TIME_WIDTH, ClfClock } from './clf-time.ts';
import type { Escaping, Field, LineParser, LineRecord, Miss } from './contract.ts';
import {
  findListEnd,
  findLiteral,
  findOpener,
  findQuote,
  findRequestEnd,
  holdsLiteral,
} from './cursor.ts';
import {
  MALFORMED,
  readNumber,
  readQuantity,
  type Scale,
  sumList,
  type UnitWord,
} from './quantity.ts';
import { numberSlot } from './record.ts';
import { splitRequest } from './request-line.ts';
import type { Stamp } from './stamp.ts';
import { readTime, type TimePattern } from './time-pattern.ts';

/**
 * How the end of a field is found. BARE: the literal behind it. QUOTED: the same, which begins with a double
 * quote that no backslash escapes. LIST: as BARE, but separators of a list do not end it. OPENED: the byte
 * with which the next field begins. LAST: the literal with which the line ends. REST: the end of the line.
 * CLF and TIME end by themselves. REQUEST: as BARE, preferably behind a protocol.
 */
export const ends = {
  bare: 0,
  quoted: 1,
  list: 2,
  opened: 3,
  last: 4,
  rest: 5,
  clf: 6,
  time: 7,
  request: 8,
} as const;

/** What is done with a field's bytes. A query is a text that has a question mark in front. */
export const actions = {
  drop: 0,
  text: 1,
  number: 2,
  sum: 3,
  request: 4,
  query: 5,
  quantity: 6,
} as const;

/** One field of a line. */
export interface Step {
  readonly end: (typeof ends)[keyof typeof ends];
  readonly action: (typeof actions)[keyof typeof actions];
  /** Of the record's numbers or texts, by the action; -1 for none. */
  readonly slot: number;
  /** The literal that ends the field. */
  readonly until: Uint8Array;
  /** How much of `until` is read with the field: nothing, where another field comes first. */
  readonly consumed: number;
  /** The byte with which the field behind this one opens, and the one that is all of it where it is absent; or -1. */
  readonly opener: number;
  readonly absence: number;
  readonly scale: Scale;
  /** What a quantity may have behind its number; nothing for other actions. */
  readonly unitWords: readonly UnitWord[];
  readonly time?: { readonly pattern: TimePattern; readonly stamp: Stamp };
  /** The field does not end where it should. */
  readonly unended: Miss;
  /** The field holds something else than it should. */
  readonly malformed: Miss;
}

/** A compiled format. */
export interface Program {
  readonly prefix: Uint8Array;
  readonly steps: readonly Step[];
  readonly stamps: readonly {
    readonly stamp: Stamp;
    readonly slot: number;
    readonly miss: Miss;
    readonly isZoneless: boolean;
  }[];
  readonly fields: ReadonlySet<Field>;
  readonly escaping: Escaping;
  readonly wrongStart: Miss;
  readonly trailing: Miss;
}

const zoneSlot = numberSlot('zoneMinutes');

/** Interprets a compiled format: one pass over the line, nothing allocated. */
export class LayoutParser implements LineParser {
  readonly fields: ReadonlySet<Field>;
  readonly escaping: Escaping;
  readonly #program: Program;
  readonly #ends: Uint8Array;
  readonly #clock = new ClfClock();

  constructor(program: Program) {
    this.fields = program.fields;
    this.escaping = program.escaping;
    this.#program = program;
    this.#ends = Uint8Array.from(program.steps, (step) => step.end);
  }

  parse(bytes: Uint8Array, start: number, end: number, record: LineRecord): Miss | undefined {
    const { prefix, steps, stamps, trailing, wrongStart } = this.#program;
    record.reset(bytes, start, end, this.escaping);
    if (!holdsLiteral(bytes, start, end, prefix)) return wrongStart;
    for (const { stamp } of stamps) stamp.reset();
    let at = start + prefix.length;
    for (let i = 0; i < steps.length; i++) {
      const step = steps[i] as Step;
      const stop = this.#fieldEnd(this.#ends[i] ?? 0, step, bytes, at, end, record);
      if (stop < 0) return stopped(record, at, step.unended);
      if (!take(step, bytes, at, stop, record)) return stopped(record, at, step.malformed);
      at = stop + step.consumed;
    }
    if (at !== end) return stopped(record, at, trailing);
    return stamps.length === 0 ? undefined : this.#settle(record);
  }

  /** The exclusive end of the field that begins at `at`, or -1. Times are read on the way. */
  #fieldEnd(
    kind: number,
    step: Step,
    bytes: Uint8Array,
    at: number,
    end: number,
    record: LineRecord,
  ): number {
    switch (kind) {
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
      case ends.clf:
        return this.#readClf(step, bytes, at, end, record);
      default:
        return readPieces(step, bytes, at, end);
    }
  }

  #readClf(step: Step, bytes: Uint8Array, at: number, end: number, record: LineRecord): number {
    const epochMs = this.#clock.read(bytes, at, end);
    if (Number.isNaN(epochMs)) return -1;
    if (step.slot >= 0) record.setNumber(step.slot, epochMs);
    record.setNumber(zoneSlot, this.#clock.zoneMinutes);
    return followedBy(step.until, bytes, at + CLF_TIME_WIDTH, end);
  }

  #settle(record: LineRecord): Miss | undefined {
    for (const { stamp, slot, miss, isZoneless } of this.#program.stamps) {
      const epochMs = stamp.epochMs();
      if (Number.isNaN(epochMs)) return miss;
      if (slot >= 0) record.setNumber(slot, epochMs);
      if (isZoneless) record.setZoneless(slot, true);
      if (!Number.isNaN(stamp.zoneMinutes)) record.setNumber(zoneSlot, stamp.zoneMinutes);
    }
    return undefined;
  }
}

function stopped(record: LineRecord, at: number, miss: Miss): Miss {
  record.stoppedAt = at;
  return miss;
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
function take(
  step: Step,
  bytes: Uint8Array,
  at: number,
  stop: number,
  record: LineRecord,
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

function takeNumber(slot: number, value: number, record: LineRecord): boolean {
  if (value >= 0) record.setNumber(slot, value);
  return value !== MALFORMED;
}
