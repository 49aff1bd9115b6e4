const SPACE = 0x20;
const DELETE = 0x7f;
const ESCAPE = 0x1b;
/** From tab to carriage return. */
const isWhite = (byte: number): boolean => byte >= 0x09 && byte <= 0x0d;

/** Lines and bytes of each that are looked at. */
const LOOKED_AT_LINES = 50;
const LOOKED_AT_BYTES = 2048;
/** Bytes of chance are control bytes to a tenth; a log holds some in the requests of attackers, where its server escapes nothing. */
const MOST_CONTROL_SHARE = 0.08;

/** Whether lines hold more control bytes than text does. */
export function isBinary(lines: readonly Uint8Array[]): boolean {
  let bytes = 0;
  let controls = 0;
  for (const line of lines.slice(0, LOOKED_AT_LINES)) {
    const head = line.subarray(0, LOOKED_AT_BYTES);
    bytes += head.length;
    for (const byte of head) {
      // Colours of terminals begin with an escape.
      const isText = byte >= SPACE ? byte !== DELETE : isWhite(byte) || byte === ESCAPE;
      if (!isText) controls += 1;
    }
  }
  return controls > bytes * MOST_CONTROL_SHARE;
}
