import { foreignFormats } from './foreign-formats.ts';

/** Lines that are looked at: the first ones tell what a file is. */
export const MAX_FOREIGN_LINES = 50;
/** Bytes of a line that are looked at. */
export const MAX_FOREIGN_BYTES = 2048;

/** What lines are that are no access log which is read. */
export interface Foreign {
  /** One line: which log it is, and what to take instead. */
  readonly told: string;
  readonly mayHoldRequests: boolean;
}

/** Control bytes that no log holds but in the requests of attackers. */
const MOST_CONTROL_SHARE = 0.05;
const BINARY: Foreign = {
  told: 'it is binary, no text; name a log',
  mayHoldRequests: false,
};

/** Which log it is, where the first lines of a file are those of one that is not read. */
export function foreignFormat(lines: readonly Uint8Array[]): Foreign | undefined {
  const decoder = new TextDecoder();
  const heads = lines
    .filter(({ length }) => length > 0)
    .slice(0, MAX_FOREIGN_LINES)
    .map((line) => line.subarray(0, MAX_FOREIGN_BYTES));
  if (isBinary(heads)) return BINARY;
  const texts = heads.map((head) => decoder.decode(head));
  const format = foreignFormats.find(({ line, isHeader }) => {
    const matching = texts.filter((text) => line.test(text)).length;
    return matching > 0 && (isHeader === true || matching * 2 >= texts.length);
  });
  if (format === undefined) return undefined;
  const told = `it is ${format.what}, which is not read; ${format.instead}`;
  return { told, mayHoldRequests: format.mayHoldRequests === true };
}

const SPACE = 0x20;
const DELETE = 0x7f;
const ESCAPE = 0x1b;
/** From tab to carriage return. */
const isWhite = (byte: number): boolean => byte >= 0x09 && byte <= 0x0d;

function isBinary(heads: readonly Uint8Array[]): boolean {
  let bytes = 0;
  let controls = 0;
  for (const head of heads) {
    bytes += head.length;
    for (const byte of head) {
      // Colours of terminals begin with an escape.
      const isText = byte >= SPACE ? byte !== DELETE : isWhite(byte) || byte === ESCAPE;
      if (!isText) controls += 1;
    }
  }
  return controls > bytes * MOST_CONTROL_SHARE;
}
