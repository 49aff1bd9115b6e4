import { BlockClock } from './block-clock.ts';
import {
  type Block,
  isLiteralAt,
  LINE_FEED,
  literalIn,
  quoteIn,
  targetEndIn,
} from './block-cursor.ts';
import { CLF_TIME_WIDTH } from './clf-time.ts';
import type { LineParser } from './contract.ts';
import { fieldEnd, settleStamps, takeField } from './layout-field.ts';
import { LayoutParser } from './layout-parser.ts';
import { actions, ends, type Program, type Step } from './layout-step.ts';
import { type AccessRecord, numberSlot, textSlot } from './record.ts';
import { MAX_METHOD_LENGTH } from './request-line.ts';

/** How a field is scanned: as `ends` and `actions` say, the commonest ways of both by themselves. */
const ways = { number: 0, quoted: 1, request: 2, clf: 3, bare: 4, rest: 5, whole: 6 } as const;
type Way = (typeof ways)[keyof typeof ways];

const zoneSlot = numberSlot('zoneMinutes');

const ZERO = 0x30;
const SPACE = 0x20;
const QUOTE = 0x22;
const SLASH = 0x2f;
const DOT = 0x2e;
const CARRIAGE_RETURN = 0x0d;
/** Whole numbers of so many digits are exact, in whatever order they are added up. */
const MAX_WHOLE_DIGITS = 15;
/** `HTTP` read as a word. */
const HTTP = 0x50545448;

const numberActions: ReadonlySet<Step['action']> = new Set([
  actions.number,
  actions.sum,
  actions.quantity,
]);

/**
 * The scanner for lines that `parser` reads; undefined where they are no plain sequence of fields, or their times have no
 * zone.
 */
export function scannerOf(parser: LineParser): LayoutScanner | undefined {
  if (!(parser instanceof LayoutParser)) return undefined;
  const { program } = parser;
  const literals = [program.prefix, ...program.steps.map(({ until }) => until)];
  // Lines are cut at line feeds before they are parsed: with one inside none fits.
  if (literals.some((literal) => literal.includes(LINE_FEED))) return undefined;
  if (program.stamps.some(({ isZoneless }) => isZoneless)) return undefined;
  return new LayoutScanner(program);
}

/**
 * Reads the regular lines of a block, as `LayoutParser` reads them but without knowing where they end: one pass over the
 * bytes. What is in any way odd is left to the parser.
 */
export class LayoutScanner {
  readonly #prefix: Uint8Array;
  readonly #steps: readonly ScanStep[];
  readonly #stamps: Program['stamps'];
  readonly #escaping: Program['escaping'];
  readonly #clock = new BlockClock();

  constructor({ prefix, steps, stamps, escaping }: Program) {
    this.#prefix = prefix;
    this.#steps = steps.map((step) => new ScanStep(step));
    this.#stamps = stamps;
    this.#escaping = escaping;
  }

  /** Makes a record ready for lines of a block. */
  open({ bytes, end }: Block, record: AccessRecord): void {
    record.reset(bytes, 0, end, this.#escaping);
  }

  /**
   * Reads the line at `start` into a record that was opened for the block, but for its `lineStart` and `lineEnd`. Returns
   * the offset behind its line feed; -1 where the line is odd: then the record holds nothing of use.
   */
  scan(block: Block, start: number, record: AccessRecord): number {
    const { bytes } = block;
    if (bytes[start] === 0 || !isLiteralAt(bytes, start, this.#prefix)) return -1;
    for (const { stamp } of this.#stamps) stamp.reset();
    let at = start + this.#prefix.length;
    const steps = this.#steps;
    for (let i = 0; i < steps.length; i++) {
      const step = steps[i] as ScanStep;
      const stop = this.#field(step, block, at, record);
      if (stop < 0) return -1;
      at = stop + step.consumed;
    }
    if (bytes[at] !== LINE_FEED) return -1;
    if (this.#stamps.length > 0 && settleStamps(this.#stamps, record) !== undefined) return -1;
    return at + 1;
  }

  /** Takes the field at `at`; returns its exclusive end, behind which the literal stands that it needs, or -1. */
  #field(step: ScanStep, block: Block, at: number, record: AccessRecord): number {
    switch (step.way) {
      case ways.number:
        return number(step, block, at, record);
      case ways.quoted:
        return text(step, quotedEnd(step, block, at), at, block, record);
      case ways.request:
        return request(step, block, at, record);
      case ways.clf:
        return this.#time(step, block, at, record);
      case ways.bare:
        return text(step, literalIn(block.bytes, at, step.until), at, block, record);
      case ways.rest:
        return text(step, lineEnd(block, at), at, block, record);
      default:
        return whole(step, block, at, record);
    }
  }

  #time(step: ScanStep, block: Block, at: number, { numbers }: AccessRecord): number {
    const epochMs = this.#clock.read(block, at);
    if (Number.isNaN(epochMs)) return -1;
    if (step.slot >= 0) numbers[step.slot] = epochMs;
    numbers[zoneSlot] = this.#clock.zoneMinutes;
    const stop = at + CLF_TIME_WIDTH;
    return isLiteralAt(block.bytes, stop, step.until) ? stop : -1;
  }
}

/** A step with the way it is scanned: all are objects of one shape, which is quicker to read than any. */
class ScanStep {
  readonly way: Way;
  readonly step: Step;
  readonly action: Step['action'];
  readonly slot: number;
  readonly until: Uint8Array;
  readonly consumed: number;
  readonly times: number;
  readonly over: number;

  constructor(step: Step) {
    this.way = wayOf(step);
    this.step = step;
    this.action = step.action;
    this.slot = step.slot;
    this.until = step.until;
    this.consumed = step.consumed;
    this.times = step.scale.times;
    this.over = step.scale.over;
  }
}

function wayOf({ end, action, until }: Step): Way {
  const endsItself = end === ends.bare || end === ends.quoted || end === ends.rest;
  const first = until[0] ?? 0;
  const isDigit = first >= ZERO && first <= ZERO + 9;
  if (endsItself && action === actions.number && !isDigit && first !== DOT) return ways.number;
  if (end === ends.clf) return ways.clf;
  if (end === ends.quoted) return action === actions.request ? ways.request : ways.quoted;
  if (end === ends.bare) return ways.bare;
  return end === ends.rest ? ways.rest : ways.whole;
}

/** Digits and what must stand behind them; else the number is read as the parser does. */
function number(step: ScanStep, block: Block, at: number, record: AccessRecord): number {
  const { bytes } = block;
  let value = 0;
  let stop = at;
  for (; ; stop++) {
    const digit = (bytes[stop] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  const isWhole = stop > at && stop - at <= MAX_WHOLE_DIGITS && isEndAt(bytes, stop, step.until);
  if (!isWhole) return oddNumber(step, block, at, record);
  record.numbers[step.slot] = (value * step.times) / step.over;
  return stop;
}

function isEndAt(bytes: Uint8Array, at: number, until: Uint8Array): boolean {
  return until.length === 0 ? bytes[at] === LINE_FEED : isLiteralAt(bytes, at, until);
}

function oddNumber(step: ScanStep, block: Block, at: number, record: AccessRecord): number {
  let stop = lineEnd(block, at);
  if (step.step.end === ends.bare) stop = literalIn(block.bytes, at, step.until);
  else if (step.step.end === ends.quoted) stop = quotedEnd(step, block, at);
  return text(step, stop, at, block, record);
}

function quotedEnd(step: ScanStep, block: Block, at: number): number {
  const stop = quoteIn(block, at);
  return stop >= 0 && isLiteralAt(block.bytes, stop, step.until) ? stop : -1;
}

/** The end of the line, or -1 where it has a carriage return behind it. */
function lineEnd({ bytes }: Block, at: number): number {
  const stop = bytes.indexOf(LINE_FEED, at);
  return stop > at && bytes[stop - 1] === CARRIAGE_RETURN ? -1 : stop;
}

/** Puts `bytes[at, stop)` into the record as the step says. */
function text(
  step: ScanStep,
  stop: number,
  at: number,
  { bytes }: Block,
  record: AccessRecord,
): number {
  if (stop < 0) return -1;
  const { action, slot } = step;
  if (action === actions.drop) return stop;
  if (action === actions.text) {
    record.setRange(slot, at, stop);
    return stop;
  }
  if (action === actions.request) clearRequest(record);
  else if (numberActions.has(action)) record.setNumber(slot, Number.NaN);
  return takeField(step.step, bytes, at, stop, record) ? stop : -1;
}

/** A field whose end is searched for from the end of the line, or which is read in pieces. */
function whole(step: ScanStep, block: Block, at: number, record: AccessRecord): number {
  const end = lineEnd(block, at);
  return end < 0 ? -1 : text(step, fieldEnd(step.step, block.bytes, at, end), at, block, record);
}

const requestSlots = (['request', 'method', 'target', 'protocol'] as const).map(textSlot);
const [requestSlot = 0, methodSlot = 0, targetSlot = 0, protocolSlot = 0] = requestSlots;

function clearRequest(record: AccessRecord): void {
  for (const slot of requestSlots) record.setRange(slot, -1, -1);
}

/** A request line in quotes; where it is as clients write it, it is taken apart on the way. */
function request(step: ScanStep, block: Block, at: number, record: AccessRecord): number {
  const { bytes } = block;
  const methodEnd = endOfMethod(bytes, at);
  const targetEnd = methodEnd < 0 ? at : targetEndIn(block, methodEnd + 1);
  const stop = targetEnd > methodEnd + 1 ? protocolEnd(block, targetEnd) : -1;
  if (methodEnd < 0 || stop < 0 || !isLiteralAt(bytes, stop, step.until)) {
    return text(step, quotedEnd(step, block, at), at, block, record);
  }
  record.setRange(requestSlot, at, stop);
  record.setRange(methodSlot, at, methodEnd);
  record.setRange(targetSlot, methodEnd + 1, targetEnd);
  record.setRange(protocolSlot, targetEnd + 1, stop);
  return stop;
}

/** The offset of the space behind letters, or -1. */
function endOfMethod(bytes: Uint8Array, at: number): number {
  let stop = at;
  for (; ; stop++) {
    const letter = (bytes[stop] ?? 0) | 0x20;
    if (letter < 0x61 || letter > 0x7a) break;
  }
  const length = stop - at;
  return bytes[stop] === SPACE && length > 0 && length <= MAX_METHOD_LENGTH ? stop : -1;
}

/** The end of ` HTTP/1.1` or ` HTTP/2` and a quote behind it, or -1. */
function protocolEnd({ bytes, view, end }: Block, at: number): number {
  if (at + 10 > end || bytes[at] !== SPACE || view.getInt32(at + 1, true) !== HTTP) return -1;
  if (bytes[at + 5] !== SLASH || !isDigitAt(bytes, at + 6)) return -1;
  if (bytes[at + 7] === QUOTE) return at + 7;
  const isVersion = bytes[at + 7] === DOT && isDigitAt(bytes, at + 8);
  return isVersion && bytes[at + 9] === QUOTE ? at + 9 : -1;
}

function isDigitAt(bytes: Uint8Array, at: number): boolean {
  const digit = (bytes[at] ?? 0) - ZERO;
  return digit >= 0 && digit <= 9;
}
