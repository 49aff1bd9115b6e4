import type { Block } from './block-cursor.ts';
import { digitsAt, MAX_QUICK_DIGITS, numberBefore, takeAddress } from './block-number.ts';
import { takeTarget, takeToQuote } from './block-text.ts';
import {
  CARRIAGE_RETURN,
  DASH,
  DOT,
  HTTP,
  LINE_FEED,
  QUOTE,
  SLASH,
  SPACE,
  ZERO,
} from './byte-codes.ts';
import { fieldEnd, takeField } from './layout-field.ts';
import { actions } from './layout-step.ts';
import { MAX_DIGITS, scaled } from './quantity.ts';
import { MAX_METHOD_LENGTH, requestSlots } from './request-line.ts';
import type { ScanStep } from './scan-step.ts';
import { NO_ADDRESS, type ScannedLines } from './scanned-lines.ts';

/**
 * Takes the fields of a block, each by its way: puts what stands at `at` into the line to be filled, and returns its exclusive end,
 * behind which stands what must; -1 where it does not, or where the field is no such thing.
 */

/** Digits, perhaps with decimals, or `-`, and what must stand behind; else the number is read as the parser does. */
export function takeNumber(step: ScanStep, block: Block, at: number, lines: ScannedLines): number {
  const digits = digitsAt(block, at);
  if (digits === 0) return takeAbsence(step, block, at, lines);
  const stop = at + digits;
  if (digits > MAX_QUICK_DIGITS || stop < 8) return takeLongNumber(step, block, at, lines);
  const value = numberBefore(block, stop, digits);
  if (!step.endsAt(block, stop)) {
    if (block.bytes[stop] !== DOT) return -1;
    return takeDecimals(step, block, { at, point: stop, value }, lines);
  }
  step.numbers[lines.length] = (value * step.times) / step.over;
  return stop;
}

function takeLongNumber(step: ScanStep, block: Block, at: number, lines: ScannedLines): number {
  const { bytes } = block;
  let value = 0;
  let stop = at;
  for (; ; stop++) {
    const digit = (bytes[stop] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  if (bytes[stop] === DOT) return takeDecimals(step, block, { at, point: stop, value }, lines);
  if (stop - at > MAX_DIGITS || !step.endsAt(block, stop)) return -1;
  step.numbers[lines.length] = (value * step.times) / step.over;
  return stop;
}

function takeAbsence(step: ScanStep, block: Block, at: number, lines: ScannedLines): number {
  const isDash = block.bytes[at] === DASH && step.endsAt(block, at + 1);
  if (!isDash) return takeOther(step, block, at, lines);
  step.numbers[lines.length] = Number.NaN;
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
  block: Block,
  { at, point, value }: Decimals,
  lines: ScannedLines,
): number {
  const { bytes } = block;
  let fraction = 0;
  let stop = point + 1;
  for (; ; stop++) {
    const digit = (bytes[stop] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) break;
    fraction = fraction * 10 + digit;
  }
  const isDecimal = step.decimals && stop > point + 1 && stop - at <= MAX_DIGITS;
  if (!isDecimal || !step.endsAt(block, stop)) return -1;
  step.numbers[lines.length] = scaled(value, fraction, stop - point - 1, step);
  return stop;
}

/** A text up to a literal. */
export function takeRange(step: ScanStep, block: Block, at: number, lines: ScannedLines): number {
  const { bytes } = block;
  const { first } = step;
  let stop = at;
  for (; ; stop++) {
    const byte = bytes[stop];
    if (byte === first && step.endsAt(block, stop)) break;
    if (byte === LINE_FEED) return -1;
  }
  step.text.put(lines.length, at, stop);
  return stop;
}

/** A client up to a literal, most often an IPv4 address. */
export function takeClient(step: ScanStep, block: Block, at: number, lines: ScannedLines): number {
  const line = lines.length;
  const stop = takeAddress(block, at, lines.addresses, line);
  if (stop < 0 || !step.endsAt(block, stop)) {
    lines.addresses[line] = NO_ADDRESS;
    return takeRange(step, block, at, lines);
  }
  step.text.put(line, at, stop);
  return stop;
}

/** A text up to a quote. */
export function takeQuoted(step: ScanStep, block: Block, at: number, lines: ScannedLines): number {
  const stop = takeToQuote(block, at, step.text, lines.length);
  return stop >= 0 && step.endsAt(block, stop) ? stop : -1;
}

/** What is neither a text nor a plain number, as the parser takes it. */
export function takeOther(
  scanStep: ScanStep,
  block: Block,
  at: number,
  lines: ScannedLines,
): number {
  const { step } = scanStep;
  const end = lineEnd(block, at);
  const stop = end < 0 ? -1 : fieldEnd(step, block.bytes, at, end);
  if (stop < 0) return -1;
  // The line before may have had what this one has not.
  if (step.action === actions.request) clearRequest(lines);
  else if (step.slot >= 0 && isNumber(scanStep)) lines.setNumber(step.slot, Number.NaN);
  return takeField(step, block.bytes, at, stop, lines) ? stop : -1;
}

function isNumber({ step: { action } }: ScanStep): boolean {
  return action === actions.number || action === actions.sum || action === actions.quantity;
}

/** The end of the line, or -1 where it has a carriage return behind it. */
function lineEnd({ bytes }: Block, at: number): number {
  const stop = bytes.indexOf(LINE_FEED, at);
  return stop > at && bytes[stop - 1] === CARRIAGE_RETURN ? -1 : stop;
}

function clearRequest(lines: ScannedLines): void {
  for (const slot of requestSlots) lines.setRange(slot, -1, -1);
}

/** A request line in quotes; where it is as clients write it, it is taken apart on the way. */
export function takeRequest(step: ScanStep, block: Block, at: number, lines: ScannedLines): number {
  const { bytes } = block;
  const line = lines.length;
  const methodEnd = endOfMethod(bytes, at);
  if (methodEnd < 0) return takeOther(step, block, at, lines);
  const target = methodEnd + 1;
  const targetEnd = takeTarget(block, target, lines.target, line);
  const stop = targetEnd > target ? protocolEnd(block, targetEnd) : -1;
  if (stop < 0 || !step.endsAt(block, stop)) return takeOther(step, block, at, lines);
  lines.request.put(line, at, stop);
  lines.method.put(line, at, methodEnd);
  lines.protocol.put(line, targetEnd + 1, stop);
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
function protocolEnd({ bytes, view }: Block, at: number): number {
  if (bytes[at] !== SPACE || view.getInt32(at + 1, true) !== HTTP) return -1;
  if (bytes[at + 5] !== SLASH || !isDigitAt(bytes, at + 6)) return -1;
  if (bytes[at + 7] === QUOTE) return at + 7;
  const isVersion = bytes[at + 7] === DOT && isDigitAt(bytes, at + 8);
  return isVersion && bytes[at + 9] === QUOTE ? at + 9 : -1;
}

function isDigitAt(bytes: Uint8Array, at: number): boolean {
  const digit = (bytes[at] ?? 0) - ZERO;
  return digit >= 0 && digit <= 9;
}
