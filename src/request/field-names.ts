import type { TextField } from '../../parsers/contract.ts';
import type { AccessRecord } from '../../parsers/record.ts';
import { copiedInto, grownLength } from '../rollup/columns.ts';

/** Texts remembered, and their bytes; when either is full it starts anew, which costs time and never changes a name. */
export const MAX_KNOWN_TEXTS = 20_000;
export const MAX_KNOWN_BYTES: number = 4 * 1024 * 1024;
/** Longer texts are named each time. */
export const MAX_KNOWN_TEXT_BYTES = 4096;

/** A power of two, at least twice as many as texts. */
const SLOTS = 65_536;

/**
 * What the texts of one field are called. Remembers them by their bytes: no string is made of a text that is known, and
 * the same text gives the same string object, which is quick to look up. For records of one escaping. Bounded.
 */
export class FieldNames {
  readonly #field: TextField;
  readonly #name: (text: string) => string | undefined;
  /** Entry + 1 of the text in this slot; 0 is an empty slot. Open addressing with linear probing. */
  readonly #slots = new Int32Array(SLOTS);
  readonly #hashes = new Int32Array(MAX_KNOWN_TEXTS);
  /** The text of entry `e` is `#texts[#starts[e], #starts[e + 1])`. */
  readonly #starts = new Int32Array(MAX_KNOWN_TEXTS + 1);
  #texts = new Uint8Array(0);
  readonly #names: (string | undefined)[] = [];

  /** `name` is a pure function; undefined where the text names nothing. */
  constructor(field: TextField, name: (text: string) => string | undefined = (text) => text) {
    this.#field = field;
    this.#name = name;
  }

  /** The name of the record's text; undefined where it has none. */
  of(record: AccessRecord): string | undefined {
    const start = record.rangeStart(this.#field);
    if (start === undefined) return undefined;
    const { bytes } = record;
    const end = record.rangeEnd(this.#field) ?? start;
    if (end - start > MAX_KNOWN_TEXT_BYTES) return this.#nameOf(record);
    const hash = hashOf(bytes, start, end);
    for (let slot = hash & (SLOTS - 1); ; slot = (slot + 1) & (SLOTS - 1)) {
      const entry = (this.#slots[slot] ?? 0) - 1;
      if (entry < 0) break;
      if (this.#hashes[entry] === hash && this.#holds(entry, bytes, start, end)) {
        return this.#names[entry];
      }
    }
    const name = this.#nameOf(record);
    this.#remember(bytes.subarray(start, end), hash, name);
    return name;
  }

  #nameOf(record: AccessRecord): string | undefined {
    const text = record.text(this.#field);
    return text === undefined ? undefined : this.#name(text);
  }

  #holds(entry: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.#starts[entry] ?? 0;
    const length = end - start;
    if ((this.#starts[entry + 1] ?? 0) - from !== length) return false;
    const texts = this.#texts;
    for (let at = 0; at < length; at++) if (texts[from + at] !== bytes[start + at]) return false;
    return true;
  }

  #remember(text: Uint8Array, hash: number, name: string | undefined): void {
    const isFull = this.#names.length >= MAX_KNOWN_TEXTS;
    if (isFull || this.#bytes + text.length > MAX_KNOWN_BYTES) {
      this.#names.length = 0;
      this.#slots.fill(0);
    }
    const start = this.#bytes;
    const end = start + text.length;
    if (end > this.#texts.length) {
      this.#texts = copiedInto(new Uint8Array(grownLength(this.#texts.length, end)), this.#texts);
    }
    this.#texts.set(text, start);
    const entry = this.#names.push(name) - 1;
    this.#starts[entry + 1] = end;
    this.#hashes[entry] = hash;
    let slot = hash & (SLOTS - 1);
    while (this.#slots[slot] !== 0) slot = (slot + 1) & (SLOTS - 1);
    this.#slots[slot] = entry + 1;
  }

  /** Bytes of all texts that are remembered. */
  get #bytes(): number {
    return this.#starts[this.#names.length] ?? 0;
  }
}

/** FNV-1a, with the high bits mixed into the low ones, which are the slot. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return hash ^ (hash >>> 15);
}
