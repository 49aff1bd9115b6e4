/** Where fields end. Every search is one pass over `bytes[at, end)` and returns -1 when it finds nothing. */

const BACKSLASH = 0x5c;
const COLON = 0x3a;
const COMMA = 0x2c;
const DOT = 0x2e;
const QUOTE = 0x22;
const SPACE = 0x20;

/** Whether `bytes[at, end)` begins with `literal`. */
export function holdsLiteral(
  bytes: Uint8Array,
  at: number,
  end: number,
  literal: Uint8Array,
): boolean {
  const length = literal.length;
  if (at + length > end) return false;
  for (let i = 0; i < length; i++) if (bytes[at + i] !== literal[i]) return false;
  return true;
}

/** The first offset of a byte. */
export function findByte(bytes: Uint8Array, at: number, end: number, byte: number): number {
  for (let stop = at; stop < end; stop++) if (bytes[stop] === byte) return stop;
  return -1;
}

/** The first offset at which `literal` stands whole. */
export function findLiteral(
  bytes: Uint8Array,
  at: number,
  end: number,
  literal: Uint8Array,
): number {
  const first = literal[0];
  const last = end - literal.length;
  for (let stop = at; stop <= last; stop++) {
    if (
      bytes[stop] === first &&
      (literal.length === 1 || holdsLiteral(bytes, stop, end, literal))
    ) {
      return stop;
    }
  }
  return -1;
}

/** The first double quote that no backslash escapes. */
export function findQuote(bytes: Uint8Array, at: number, end: number): number {
  for (let stop = at; stop < end; stop++) {
    const byte = bytes[stop];
    if (byte === QUOTE) return stop;
    if (byte === BACKSLASH) stop++;
  }
  return -1;
}

/**
 * The end of a request line in which nothing is escaped: the first `literal` behind a protocol, else the first. A
 * target may hold the literal.
 */
export function findRequestEnd(
  bytes: Uint8Array,
  at: number,
  end: number,
  literal: Uint8Array,
): number {
  const first = findLiteral(bytes, at, end, literal);
  let stop = first;
  while (stop >= 0 && !isBehindProtocol(bytes, at, stop))
    stop = findLiteral(bytes, stop + 1, end, literal);
  return stop < 0 ? first : stop;
}

const HTTP = new TextEncoder().encode(' HTTP/');

/** Whether ` HTTP/1.1` or ` HTTP/2` ends there. */
function isBehindProtocol(bytes: Uint8Array, at: number, stop: number): boolean {
  const version = bytes[stop - 2] === DOT ? stop - 3 : stop - 1;
  const start = version - HTTP.length;
  return start >= at && holdsLiteral(bytes, start, stop, HTTP);
}

/**
 * The end of a list as nginx and proxies write it, `a, b : c`: the first `literal` that does not belong to a
 * separator.
 */
export function findListEnd(
  bytes: Uint8Array,
  at: number,
  end: number,
  literal: Uint8Array,
): number {
  let stop = findLiteral(bytes, at, end, literal);
  while (stop >= 0 && isInSeparator(bytes, stop)) stop = findLiteral(bytes, stop + 1, end, literal);
  return stop;
}

function isInSeparator(bytes: Uint8Array, at: number): boolean {
  if (bytes[at] !== SPACE) return false;
  const before = bytes[at - 1];
  if (before === COMMA) return true;
  if (before === COLON && bytes[at - 2] === SPACE) return true;
  return bytes[at + 1] === COLON && bytes[at + 2] === SPACE;
}

/** How two fields without anything between them are told apart. */
export interface Opening {
  /** The byte with which the second begins where it is not empty. */
  readonly opener: number;
  /** The byte that is all of it where it is absent, or -1 where nothing stands there then. */
  readonly absence: number;
  /** What stands behind the second; nothing at the end of a line. */
  readonly literal: Uint8Array;
}

/** The end of the first of two such fields: the opener, or the literal where it comes first. */
export function findOpener(
  bytes: Uint8Array,
  at: number,
  end: number,
  { opener, absence, literal }: Opening,
): number {
  for (let stop = at; stop < end; stop++) {
    if (bytes[stop] === opener) return stop;
    if (literal.length > 0 && holdsLiteral(bytes, stop, end, literal))
      return beforeAbsence(bytes, at, stop, absence);
    if (bytes[stop] === BACKSLASH && literal[0] === QUOTE) stop++;
  }
  return literal.length === 0 ? beforeAbsence(bytes, at, end, absence) : -1;
}

function beforeAbsence(bytes: Uint8Array, at: number, stop: number, absence: number): number {
  return stop > at && bytes[stop - 1] === absence ? stop - 1 : stop;
}
