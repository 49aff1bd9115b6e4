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

/** Which log it is, where the first lines of a file are those of one that is not read. */
export function foreignFormat(lines: readonly Uint8Array[]): Foreign | undefined {
  const decoder = new TextDecoder();
  const texts = lines
    .filter(({ length }) => length > 0)
    .slice(0, MAX_FOREIGN_LINES)
    .map((line) => decoder.decode(line.subarray(0, MAX_FOREIGN_BYTES)));
  const format = foreignFormats.find(({ line, isHeader }) => {
    const matching = texts.filter((text) => line.test(text)).length;
    return matching > 0 && (isHeader === true || matching * 2 >= texts.length);
  });
  if (format === undefined) return undefined;
  const told = `it is ${format.what}, which is not read; ${format.instead}`;
  return { told, mayHoldRequests: format.mayHoldRequests === true };
}
