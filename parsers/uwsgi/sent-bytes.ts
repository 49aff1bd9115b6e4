import type { Escaping, Field, LineParser, LineRecord, Miss } from '../contract.ts';
import type { NumberReading } from '../part.ts';
import { numberSlot } from '../record.ts';

/** `%(hsize)` beside `%(rsize)`: the headers of a response, to which its body is added. */
export const headerBytes: NumberReading = { kind: 'number', field: 'bytesOut', unit: 'count' };

const bytesOut = numberSlot('bytesOut');

/** Reads lines that tell headers and body of a response apart: what was sent is both. */
export class SentBytesParser implements LineParser {
  readonly fields: ReadonlySet<Field>;
  readonly escaping: Escaping;
  readonly #parts: LineParser;

  /** `parts` reads the headers into `bytesOut` and the body into `bodyBytes`. */
  constructor(parts: LineParser) {
    this.#parts = parts;
    this.fields = parts.fields;
    this.escaping = parts.escaping;
  }

  parse(bytes: Uint8Array, start: number, end: number, record: LineRecord): Miss | undefined {
    const miss = this.#parts.parse(bytes, start, end, record);
    const sum = (record.number('bytesOut') ?? 0) + (record.number('bodyBytes') ?? Number.NaN);
    if (miss === undefined) record.setNumber(bytesOut, sum);
    return miss;
  }
}
