import { MIN_CUT_BYTES, type Piece, type PieceReader } from './contract.ts';
import { findQuote } from './cursor.ts';
import { bareEnd, endsWithEscape, skipBlanks, skipNested } from './json-scan.ts';

/** A JSON object around each line, one member of which holds it as a string. */
export interface Envelope {
  readonly kind: 'envelope';
  readonly name: string;
  readonly what: string;
  /** The member's name with its quotes. */
  readonly member: Uint8Array;
  /** The name of the member that tells when the logger got the line, in the same manner. */
  readonly timeMember: Uint8Array;
  /** As in `LineParser`. */
  readonly pieceOf?: PieceReader;
}

const encoder = new TextEncoder();
const quoted = (name: string): Uint8Array => encoder.encode(`"${name}"`);
const LOG = quoted('log');
const STREAM = quoted('stream');

/**
 * - https://docs.docker.com/engine/logging/drivers/json-file/
 * - https://systemd.io/JOURNAL_EXPORT_FORMATS/#journal-json-format (`journalctl -o json`)
 */
export const envelopes: readonly Envelope[] = [
  {
    kind: 'envelope',
    name: 'docker',
    what: "docker's JSON",
    member: LOG,
    timeMember: quoted('time'),
    pieceOf: dockerPieceOf,
  },
  {
    kind: 'envelope',
    name: 'journal',
    what: "journald's JSON",
    member: quoted('MESSAGE'),
    timeMember: quoted('__REALTIME_TIMESTAMP'),
  },
];

const LOWER_N = 0x6e;

/**
 * The piece that docker's JSON holds, most often the only one; all but the last have no line end.
 * https://github.com/moby/moby/blob/master/daemon/logger/copier.go
 */
function dockerPieceOf(bytes: Uint8Array, start: number, end: number): Piece | undefined {
  const log = findMember(LOG, bytes, start, end);
  if (log === undefined) return undefined;
  const { at, stop } = log;
  const isLast = endsWithEscape(bytes, at, stop, LOWER_N);
  const mayBeWhole = isLast || stop - at < MIN_CUT_BYTES;
  return { stream: streamOf(bytes, start, end), isLast, mayBeWhole, at, stop };
}

function streamOf(bytes: Uint8Array, start: number, end: number): string {
  const { at, stop } = findMember(STREAM, bytes, start, end) ?? { at: start, stop: start };
  return String.fromCharCode(...bytes.subarray(at, Math.min(stop, at + MAX_STREAM_BYTES)));
}

/** `stdout` or `stderr`. */
const MAX_STREAM_BYTES = 16;

const COLON = 0x3a;
const COMMA = 0x2c;
const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
const QUOTE = 0x22;

/** Where the member's string lies between its quotes, in one pass over the line; undefined where there is none. */
export function findMember(
  member: Uint8Array,
  bytes: Uint8Array,
  start: number,
  end: number,
): { readonly at: number; readonly stop: number } | undefined {
  let at = skipBlanks(bytes, start, end);
  if (bytes[at] !== OPEN_BRACE) return undefined;
  do {
    const name = skipBlanks(bytes, at + 1, end);
    const nameEnd = bytes[name] === QUOTE ? findQuote(bytes, name + 1, end) : -1;
    const value = valueStart(bytes, nameEnd, end);
    const behind = valueEnd(bytes, value, end);
    if (behind < 0) return undefined;
    if (isMember(member, bytes, name, nameEnd)) {
      return bytes[value] === QUOTE ? { at: value + 1, stop: behind - 1 } : undefined;
    }
    at = skipBlanks(bytes, behind, end);
  } while (at < end && bytes[at] === COMMA);
  return undefined;
}

/** The offset of the value of the name that ends at `nameEnd`, or `end`. */
function valueStart(bytes: Uint8Array, nameEnd: number, end: number): number {
  if (nameEnd < 0) return end;
  const colon = skipBlanks(bytes, nameEnd + 1, end);
  return colon < end && bytes[colon] === COLON ? skipBlanks(bytes, colon + 1, end) : end;
}

/** The offset behind the value at `at`, or -1. */
function valueEnd(bytes: Uint8Array, at: number, end: number): number {
  if (at >= end) return -1;
  const byte = bytes[at];
  if (byte === QUOTE) return findQuote(bytes, at + 1, end) + 1 || -1;
  if (byte === OPEN_BRACE || byte === OPEN_BRACKET) return skipNested(bytes, at, end);
  return bareEnd(bytes, at, end);
}

function isMember(member: Uint8Array, bytes: Uint8Array, name: number, nameEnd: number): boolean {
  if (nameEnd + 1 - name !== member.length) return false;
  return member.every((byte, i) => bytes[name + i] === byte);
}
