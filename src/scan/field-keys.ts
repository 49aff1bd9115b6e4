import type { TextField } from '../../parsers/contract.ts';
import { type AccessRecord, textSlot } from '../../parsers/record.ts';
import { NO_KEY } from '../rollup/request-batch.ts';
import { hashOf, TextTable, UNKNOWN } from './text-table.ts';

/** Longer texts are named each time. */
export const MAX_KNOWN_TEXT_BYTES = 4096;

/** Records whose texts are looked up together, field by field: more than memory can be asked at once, fewer than lines fit its cache. */
export const MAX_RECORDS = 64;
const hashes = new Int32Array(MAX_RECORDS);
const likely = new Int32Array(MAX_RECORDS);

/** The key of what the text `bytes[start, end)` is called. */
export type KeyOfBytes = (bytes: Uint8Array, view: DataView, start: number, end: number) => number;

/**
 * The keys of the texts of one field, by their bytes: a text that is known is not named again, nor is a string made of
 * it. For records of one escaping.
 */
export class FieldKeys {
  readonly #field: TextField;
  readonly #slot: number;
  readonly #keyOf: (text: string) => number;
  readonly #keyOfBytes: KeyOfBytes | undefined;
  readonly #known = new TextTable();

  /**
   * `keyOf` is the key of what the text is called, `NO_KEY` where it names nothing. `keyOfBytes`, which is asked first, may
   * tell it by the bytes as they are logged, or `NO_KEY` where it cannot.
   */
  constructor(field: TextField, keyOf: (text: string) => number, keyOfBytes?: KeyOfBytes) {
    this.#field = field;
    this.#slot = textSlot(field);
    this.#keyOf = keyOf;
    this.#keyOfBytes = keyOfBytes;
  }

  /** The key of the record's text, whose bytes `view` holds. */
  of(record: AccessRecord, view: DataView): number {
    const start = record.ranges[2 * this.#slot] ?? -1;
    if (start < 0) return NO_KEY;
    const end = record.ranges[2 * this.#slot + 1] ?? start;
    return this.#find(record, view, start, end, hashOf(view, start, end));
  }

  /**
   * Puts the keys of `count` records, whose bytes `view` holds, into a column from `row` on: first all are looked up, then
   * all compared.
   */
  fill(
    column: Int32Array,
    row: number,
    records: readonly AccessRecord[],
    count: number,
    view: DataView,
  ): void {
    const slot = 2 * this.#slot;
    for (let i = 0; i < count; i++) {
      const { ranges } = records[i] as AccessRecord;
      const start = ranges[slot] ?? -1;
      hashes[i] = start < 0 ? 0 : hashOf(view, start, ranges[slot + 1] ?? start);
    }
    this.#known.look(hashes, likely, count);
    for (let i = 0; i < count; i++) {
      const record = records[i] as AccessRecord;
      const start = record.ranges[slot] ?? -1;
      if (start < 0) {
        column[row + i] = NO_KEY;
        continue;
      }
      const end = record.ranges[slot + 1] ?? start;
      const hash = hashes[i] ?? 0;
      const place = likely[i] ?? 0;
      column[row + i] = this.#known.isAt(place, hash, view, start, end)
        ? this.#known.numberAt(place)
        : this.#find(record, view, start, end, hash);
    }
  }

  #find(record: AccessRecord, view: DataView, start: number, end: number, hash: number): number {
    const isLong = end - start > MAX_KNOWN_TEXT_BYTES;
    const known = isLong ? UNKNOWN : this.#known.find(hash, view, start, end);
    if (known !== UNKNOWN) return known;
    const told = this.#keyOfBytes?.(record.bytes, view, start, end) ?? NO_KEY;
    const key = told === NO_KEY ? this.#keyOfText(record.text(this.#field)) : told;
    if (!isLong) this.#known.add(hash, view, start, end, key);
    return key;
  }

  #keyOfText(text: string | undefined): number {
    return text === undefined ? NO_KEY : this.#keyOf(text);
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
