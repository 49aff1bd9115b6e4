import type { TextField } from '../../parsers/contract.ts';
import { type AccessRecord, textSlot } from '../../parsers/record.ts';
import { NO_KEY } from '../rollup/request-batch.ts';
import { TextTable, UNKNOWN } from './text-table.ts';

/** Longer texts are named each time. */
export const MAX_KNOWN_TEXT_BYTES = 4096;

/**
 * The keys of the texts of one field, by their bytes: a text that is known is not named again, nor is a string made of
 * it. For records of one escaping.
 */
export class FieldKeys {
  readonly #field: TextField;
  readonly #slot: number;
  readonly #keyOf: (text: string) => number;
  readonly #known = new TextTable();

  /** `keyOf` is the key of what the text is called, `NO_KEY` where it names nothing. */
  constructor(field: TextField, keyOf: (text: string) => number) {
    this.#field = field;
    this.#slot = textSlot(field);
    this.#keyOf = keyOf;
  }

  /** The key of the record's text, whose bytes `view` holds. */
  of(record: AccessRecord, view: DataView): number {
    const start = record.ranges[2 * this.#slot] ?? -1;
    if (start < 0) return NO_KEY;
    const end = record.ranges[2 * this.#slot + 1] ?? start;
    const isLong = end - start > MAX_KNOWN_TEXT_BYTES;
    const known = isLong ? UNKNOWN : this.#known.find(view, start, end);
    if (known !== UNKNOWN) return known;
    const text = record.text(this.#field);
    const key = text === undefined ? NO_KEY : this.#keyOf(text);
    if (!isLong) this.#known.add(view, start, end, key);
    return key;
  }

  get size(): number {
    return this.#known.size;
  }

  /** Bytes of all texts that are known. */
  get bytes(): number {
    return this.#known.bytes;
  }

  clear(): void {
    this.#known.clear();
  }
}
