import type { LineRecord } from './contract.ts';
import { textSlot } from './record.ts';

const requestSlot = textSlot('request');
const methodSlot = textSlot('method');
const targetSlot = textSlot('target');
const protocolSlot = textSlot('protocol');

/** Texts that a request line is taken apart into. */
export const requestSlots: readonly number[] = [requestSlot, methodSlot, targetSlot, protocolSlot];

/** Longer than any registered method; `VERSION-CONTROL` has 15 letters. */
export const MAX_METHOD_LENGTH = 32;

const SPACE = 0x20;
const DASH = 0x2d;
const DOT = 0x2e;
const SLASH = 0x2f;
const UNDERSCORE = 0x5f;

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const isUpper = (byte: number): boolean => byte >= 0x41 && byte <= 0x5a;
const isLower = (byte: number): boolean => byte >= 0x61 && byte <= 0x7a;

/**
 * Splits `bytes[start, end)` into method, target and protocol where it is a request line (RFC 9112,
 * section 3; without a protocol where it is one of HTTP/0.9). The target may hold spaces: servers log
 * what the client sent. Anything else, TLS bytes or `-`, fills `request` alone.
 */
export function splitRequest(
  bytes: Uint8Array,
  start: number,
  end: number,
  record: Pick<LineRecord, 'setRange'>,
): void {
  record.setRange(requestSlot, start, end);
  const methodEnd = endOfMethod(bytes, start, end);
  if (methodEnd < 0) return;
  const targetAt = methodEnd + 1;
  const protocolAt = startOfProtocol(bytes, targetAt, end);
  if (protocolAt < 0 && (bytes[targetAt] !== SLASH || targetAt >= end)) return;
  record.setRange(methodSlot, start, methodEnd);
  record.setRange(targetSlot, targetAt, protocolAt < 0 ? end : protocolAt - 1);
  if (protocolAt >= 0) record.setRange(protocolSlot, protocolAt, end);
}

/** The offset of the space after a method, or -1 when no method stands at `start`. */
function endOfMethod(bytes: Uint8Array, start: number, end: number): number {
  const limit = Math.min(end, start + MAX_METHOD_LENGTH + 1);
  for (let at = start; at < limit; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === SPACE) return at > start ? at : -1;
    if (!isUpper(byte) && !isLower(byte) && byte !== DASH && byte !== UNDERSCORE) return -1;
  }
  return -1;
}

/** The offset of a last word like `HTTP/1.1` with a target before it, or -1. */
function startOfProtocol(bytes: Uint8Array, targetAt: number, end: number): number {
  let at = end;
  while (at > targetAt && isVersionByte(bytes[at - 1] ?? 0)) at--;
  if (at === end || bytes[at - 1] !== SLASH) return -1;
  const nameEnd = at - 1;
  at = nameEnd;
  while (at > targetAt && isUpper(bytes[at - 1] ?? 0)) at--;
  const hasTarget = at - 1 > targetAt && bytes[at - 1] === SPACE;
  return hasTarget && at < nameEnd ? at : -1;
}

function isVersionByte(byte: number): boolean {
  return isDigit(byte) || byte === DOT;
}
