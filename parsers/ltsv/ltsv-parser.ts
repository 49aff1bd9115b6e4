import type { Escaping, Field, LineParser, LineRecord, Miss } from '../contract.ts';
import type { NameIndex } from '../name-index.ts';
import type { NamedValues } from '../named-values.ts';

const COLON = 0x3a;
const TAB = 0x09;

const NO_LABEL: Miss = Object.freeze({ reason: 'a field has no label with a colon behind it' });

/**
 * Reads lines of `label:value` with tabs between (https://ltsv.org). Values are as the server escapes them: httpd
 * by letters and hex, nginx by hex alone, which reads the same as it never writes another backslash.
 */
export class LtsvParser implements LineParser {
  readonly escaping: Escaping = 'backslash';
  readonly #index: NameIndex;
  readonly #values: NamedValues;

  constructor(index: NameIndex, values: NamedValues) {
    this.#index = index;
    this.#values = values;
  }

  get fields(): ReadonlySet<Field> {
    return this.#values.fields;
  }

  parse(bytes: Uint8Array, start: number, end: number, record: LineRecord): Miss | undefined {
    record.reset(bytes, start, end, this.escaping);
    this.#values.begin(record);
    for (let at = start; at < end; ) {
      const colon = labelEnd(bytes, at, end);
      if (colon < 0) {
        record.stoppedAt = at;
        return NO_LABEL;
      }
      const stop = valueEnd(bytes, colon + 1, end);
      const entry = this.#index.find(bytes, at, colon);
      const malformed = entry && this.#values.take(entry, bytes, colon + 1, stop);
      if (malformed !== undefined) {
        record.stoppedAt = colon + 1;
        return malformed;
      }
      at = stop + 1;
    }
    return this.#values.settle();
  }
}

/** The colon behind the label at `at`, or -1: a label is not empty and holds no tab. */
function labelEnd(bytes: Uint8Array, at: number, end: number): number {
  for (let stop = at; stop < end; stop++) {
    if (bytes[stop] === COLON) return stop > at ? stop : -1;
    if (bytes[stop] === TAB) return -1;
  }
  return -1;
}

function valueEnd(bytes: Uint8Array, at: number, end: number): number {
  let stop = at;
  while (stop < end && bytes[stop] !== TAB) stop++;
  return stop;
}
