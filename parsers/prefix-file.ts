const COLON = 0x3a;
const SPACE = 0x20;

/** Longer names are none: PATH_MAX of Linux. */
export const MAX_FILE_NAME_BYTES = 4096;

/** Bytes that stand at the beginning of a line of JSON, of a time in brackets or of a quoted text, and blanks. */
const noFileName = new Uint8Array(256);
for (const byte of '{}[]"<>,\t ') noFileName[byte.charCodeAt(0)] = 1;

/** What a log file's name holds, and a label, an address or a host with its port does not. */
const FILE_NAME = /\/|log|\.(?:gz|txt|out|json|\d+)$/i;

/**
 * The offset behind `access.log:`, as `grep -H` writes it, or -1. A host with a port, `a.example:80 `, is none.
 * https://www.gnu.org/software/grep/manual/grep.html#Output-Line-Prefix-Control
 */
export function skipFileName(bytes: Uint8Array, start: number, end: number): number {
  const limit = Math.min(end, start + MAX_FILE_NAME_BYTES);
  let stop = start;
  while (stop < limit && bytes[stop] !== COLON && noFileName[bytes[stop] ?? 0] === 0) stop++;
  if (stop === start || stop >= limit || bytes[stop] !== COLON || isPort(bytes, stop + 1, end))
    return -1;
  return FILE_NAME.test(String.fromCharCode(...bytes.subarray(start, stop))) ? stop + 1 : -1;
}

/** Whether digits and a space stand there, as behind a host: `a.example:80 192.0.2.7`. */
function isPort(bytes: Uint8Array, at: number, end: number): boolean {
  let stop = at;
  while (stop < end && isDigit(bytes[stop] ?? 0)) stop++;
  return stop > at && bytes[stop] === SPACE;
}

/** The same for `access.log:17:`, as `grep -Hn` writes it. */
export function skipFileLine(bytes: Uint8Array, start: number, end: number): number {
  const number = skipFileName(bytes, start, end);
  if (number < 0) return -1;
  let stop = number;
  while (stop < end && isDigit(bytes[stop] ?? 0)) stop++;
  if (stop === number || stop >= end || bytes[stop] !== COLON) return -1;
  return isAddressGroup(bytes, number, stop) && !isAddressGroup(bytes, stop + 1, stop + 5)
    ? -1
    : stop + 1;
}

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const isHexLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66;

/**
 * Whether `bytes[at, end)` with a colon behind can be the first group of an address: global unicast addresses of
 * IPv6 begin with 2 or 3 (RFC 4291, section 2.4).
 */
function isAddressGroup(bytes: Uint8Array, at: number, end: number): boolean {
  const isGlobal = bytes[at] === 0x32 || bytes[at] === 0x33;
  if (end - at !== 4 || !isGlobal || bytes[end] !== COLON) return false;
  for (let place = at; place < end; place++) {
    const byte = bytes[place] ?? 0;
    if (!isDigit(byte) && !isHexLetter(byte)) return false;
  }
  return (
    bytes[end + 1] === COLON || isDigit(bytes[end + 1] ?? 0) || isHexLetter(bytes[end + 1] ?? 0)
  );
}
