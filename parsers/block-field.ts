import { type Block, LINE_FEED, quoteIn, targetEndIn } from './block-cursor.ts';
import { fieldEnd, takeField } from './layout-field.ts';
import { actions } from './layout-step.ts';
import { MAX_DIGITS, scaled } from './quantity.ts';
import { type AccessRecord, textSlot } from './record.ts';
import { MAX_METHOD_LENGTH } from './request-line.ts';
import type { ScanStep } from './scan-step.ts';

/**
 * Takes the fields of a block, each by its way: puts what stands at `at` into the record, and returns its exclusive end,
 * behind which stands what must; -1 where it does not, or where the field is no such thing.
 */

const ZERO = 0x30;
const SPACE = 0x20;
const QUOTE = 0x22;
const DASH = 0x2d;
const SLASH = 0x2f;
const DOT = 0x2e;
const CARRIAGE_RETURN = 0x0d;
/** `HTTP` read as a word. */
const HTTP = 0x50545448;

/** Digits, perhaps with decimals, or `-`, and what must stand behind; else the number is read as the parser does. */
export function takeNumber(step: ScanStep, block: Block, at: number, record: AccessRecord): number {
  const { bytes } = block;
  let value = 0;
  let stop = at;
  for (; ; stop++) {
    const digit = (bytes[stop] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  if (stop === at) return takeAbsence(step, block, at, record);
  if (bytes[stop] === DOT) return takeDecimals(step, block, { at, point: stop, value }, record);
  if (stop - at > MAX_DIGITS || !step.endsAt(bytes, stop)) return -1;
  record.numbers[step.slot] = (value * step.times) / step.over;
  return stop;
}

function takeAbsence(step: ScanStep, block: Block, at: number, record: AccessRecord): number {
  const isDash = block.bytes[at] === DASH && step.endsAt(block.bytes, at + 1);
  if (!isDash) return takeOther(step, block, at, record);
  record.numbers[step.slot] = Number.NaN;
  return at + 1;
}

interface Decimals {
  readonly at: number;
  readonly point: number;
  /** Of the digits before the point. */
  readonly value: number;
}

function takeDecimals(
  step: ScanStep,
  { bytes }: Block,
  { at, point, value }: Decimals,
  record: AccessRecord,
): number {
  let fraction = 0;
  let stop = point + 1;
  for (; ; stop++) {
    const digit = (bytes[stop] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) break;
    fraction = fraction * 10 + digit;
  }
  const isDecimal = step.decimals && stop > point + 1 && stop - at <= MAX_DIGITS;
  if (!isDecimal || !step.endsAt(bytes, stop)) return -1;
  record.numbers[step.slot] = scaled(value, fraction, stop - point - 1, step);
  return stop;
}

/** A text up to a literal. */
export function takeRange(step: ScanStep, block: Block, at: number, record: AccessRecord): number {
  const { bytes } = block;
  const { first, slot } = step;
  let stop = at;
  for (; ; stop++) {
    const byte = bytes[stop];
    if (byte === first && step.endsAt(bytes, stop)) break;
    if (byte === LINE_FEED) return -1;
  }
  if (slot >= 0) record.setRange(slot, at, stop);
  return stop;
}

/** A text up to a quote. */
export function takeQuoted(step: ScanStep, block: Block, at: number, record: AccessRecord): number {
  const stop = quoteIn(block, at);
  if (stop < 0 || !step.endsAt(block.bytes, stop)) return -1;
  if (step.slot >= 0) record.setRange(step.slot, at, stop);
  return stop;
}

/** What is neither a text nor a plain number, as the parser takes it. */
export function takeOther(
  scanStep: ScanStep,
  block: Block,
  at: number,
  record: AccessRecord,
): number {
  const { step } = scanStep;
  const end = lineEnd(block, at);
  const stop = end < 0 ? -1 : fieldEnd(step, block.bytes, at, end);
  if (stop < 0) return -1;
  // The line before may have had what this one has not.
  if (step.action === actions.request) clearRequest(record);
  else if (step.slot >= 0 && isNumber(scanStep)) record.setNumber(step.slot, Number.NaN);
  return takeField(step, block.bytes, at, stop, record) ? stop : -1;
}

function isNumber({ step: { action } }: ScanStep): boolean {
  return action === actions.number || action === actions.sum || action === actions.quantity;
}

/** The end of the line, or -1 where it has a carriage return behind it. */
function lineEnd({ bytes }: Block, at: number): number {
  const stop = bytes.indexOf(LINE_FEED, at);
  return stop > at && bytes[stop - 1] === CARRIAGE_RETURN ? -1 : stop;
}

const requestSlots = (['request', 'method', 'target', 'protocol'] as const).map(textSlot);
const [requestSlot = 0, methodSlot = 0, targetSlot = 0, protocolSlot = 0] = requestSlots;

function clearRequest(record: AccessRecord): void {
  for (const slot of requestSlots) record.setRange(slot, -1, -1);
}

/** A request line in quotes; where it is as clients write it, it is taken apart on the way. */
export function takeRequest(
  step: ScanStep,
  block: Block,
  at: number,
  record: AccessRecord,
): number {
  const { bytes } = block;
  const methodEnd = endOfMethod(bytes, at);
  const targetEnd = methodEnd < 0 ? at : targetEndIn(block, methodEnd + 1);
  const stop = targetEnd > methodEnd + 1 ? protocolEnd(block, targetEnd) : -1;
  if (methodEnd < 0 || stop < 0 || !step.endsAt(bytes, stop)) {
    return takeOther(step, block, at, record);
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
