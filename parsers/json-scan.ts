/**
 * Where values end in a line of JSON, on bytes. Lenient where log formats put together by hand are: bare values
 * may be anything (`-`, nothing, `0.1, 0.2`), and strings may hold escapes that JSON has not.
 */

const BACKSLASH = 0x5c;
const CLOSE_BRACE = 0x7d;
const CLOSE_BRACKET = 0x5d;
const COMMA = 0x2c;
const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
const QUOTE = 0x22;
const SPACE = 0x20;
const TAB = 0x09;

/** The first byte from `at` on that is no blank, or `end`. */
export function skipBlanks(bytes: Uint8Array, at: number, end: number): number {
  let place = at;
  while (place < end && (bytes[place] === SPACE || bytes[place] === TAB)) place++;
  return place;
}

/** The end of a bare value: its closing bracket, or the comma that a quoted name or the end follows; `end` without one. */
export function bareEnd(bytes: Uint8Array, at: number, end: number): number {
  let stop = at;
  while (stop < end && bytes[stop] !== CLOSE_BRACE && bytes[stop] !== CLOSE_BRACKET) {
    if (bytes[stop] === COMMA && isMemberEnd(bytes[skipBlanks(bytes, stop + 1, end)])) break;
    stop++;
  }
  while (stop > at && (bytes[stop - 1] === SPACE || bytes[stop - 1] === TAB)) stop--;
  return stop;
}

function isMemberEnd(byteBehindComma: number | undefined): boolean {
  return byteBehindComma === QUOTE || byteBehindComma === CLOSE_BRACE;
}

/** The offset behind the object or array that opens at `at`, or -1 where it does not close. */
export function skipNested(bytes: Uint8Array, at: number, end: number): number {
  let depth = 0;
  let isString = false;
  for (let place = at; place < end; place++) {
    const byte = bytes[place];
    if (byte === QUOTE) isString = !isString;
    else if (isString) {
      if (byte === BACKSLASH) place++;
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++;
    else if ((byte === CLOSE_BRACE || byte === CLOSE_BRACKET) && --depth === 0) return place + 1;
  }
  return -1;
}

/** Whether an escape of this letter ends there: an odd number of backslashes stands before it. */
export function endsWithEscape(
  bytes: Uint8Array,
  at: number,
  stop: number,
  letter: number,
): boolean {
  if (stop - at < 2 || bytes[stop - 1] !== letter) return false;
  let place = stop - 2;
  while (place >= at && bytes[place] === BACKSLASH) place--;
  return (stop - 2 - place) % 2 === 1;
}
