import type { Escaping, Field, LineParser, LineRecord, Miss } from '../contract.ts';
import { bareEnd, skipBlanks, skipNested } from '../json-scan.ts';
import type { NameEntry, NameIndex } from '../name-index.ts';
import type { NamedValues } from '../named-values.ts';

const BACKSLASH = 0x5c;
const CLOSE_BRACE = 0x7d;
const COLON = 0x3a;
const COMMA = 0x2c;
const LOWER_N = 0x6e;
const LOWER_X = 0x78;
const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
const QUOTE = 0x22;

const miss = (reason: string): Miss => Object.freeze({ reason });
const NO_OBJECT = miss('the line is no JSON object');
const NO_NAME = miss('a quoted name is missing in the JSON object');
const NO_COLON = miss('a name in the JSON object is not followed by a colon');
const UNCLOSED = miss('the JSON object does not end');
const UNSEPARATED = miss('two values of the JSON object stand without a comma between');
const TRAILING = miss('the JSON object is followed by more text');

/**
 * Reads lines of one JSON object each by the names in it. Bytes, not `JSON.parse`: values of unknown names are
 * stepped over, texts stay where they are, and bytes that are no UTF-8 do no harm.
 */
export class JsonParser implements LineParser {
  readonly escaping: Escaping = 'json';
  readonly #index: NameIndex;
  readonly #values: NamedValues;
  #end = 0;
  /** Why the scan stopped, and where. */
  #miss: Miss | undefined;
  #stoppedAt = 0;
  #hasHex = false;

  constructor(index: NameIndex, values: NamedValues) {
    this.#index = index;
    this.#values = values;
  }

  get fields(): ReadonlySet<Field> {
    return this.#values.fields;
  }

  parse(bytes: Uint8Array, start: number, end: number, record: LineRecord): Miss | undefined {
    const reason = this.#parseAs('json', bytes, { start, end }, record);
    // No writer of JSON has `\x`: httpd, and nginx without `escape=json`, put their own escapes between the quotes.
    return this.#hasHex ? this.#parseAs('backslash', bytes, { start, end }, record) : reason;
  }

  #parseAs(
    escaping: Escaping,
    bytes: Uint8Array,
    { start, end }: { readonly start: number; readonly end: number },
    record: LineRecord,
  ): Miss | undefined {
    record.reset(bytes, start, end, escaping);
    this.#values.begin(record);
    this.#miss = undefined;
    this.#hasHex = false;
    this.#end = end;
    const at = skipBlanks(bytes, start, end);
    if (at === end || bytes[at] !== OPEN_BRACE) this.#fail(at, NO_OBJECT);
    else this.#readWhole(bytes, at);
    record.stoppedAt = this.#miss === undefined ? start : this.#stoppedAt;
    return this.#miss ?? this.#values.settle();
  }

  #readWhole(bytes: Uint8Array, at: number): void {
    const behind = this.#readObject(this.#index, bytes, at + 1);
    if (behind < 0) return;
    // A comma, where somebody has cut the lines out of an array.
    const rest = skipBlanks(bytes, behind, this.#end);
    const last =
      bytes[rest] === COMMA && rest < this.#end ? skipBlanks(bytes, rest + 1, this.#end) : rest;
    if (last !== this.#end) this.#fail(last, TRAILING);
  }

  /** Reads the members from `at` on; the offset behind the closing brace, or -1. */
  #readObject(index: NameIndex, bytes: Uint8Array, at: number): number {
    let place = skipBlanks(bytes, at, this.#end);
    // A comma before the end, too: it happens to formats that were put together by hand.
    while (this.#byte(bytes, place) !== CLOSE_BRACE) {
      const behind = this.#readMember(index, bytes, place);
      if (behind < 0) return -1;
      place = skipBlanks(bytes, behind, this.#end);
      const byte = this.#byte(bytes, place);
      if (byte === CLOSE_BRACE) break;
      if (byte !== COMMA) return this.#fail(place, this.#orUnclosed(place, UNSEPARATED));
      place = skipBlanks(bytes, place + 1, this.#end);
    }
    return place + 1;
  }

  /** Reads the name at `at` and its value; the offset behind it, or -1. */
  #readMember(index: NameIndex, bytes: Uint8Array, at: number): number {
    if (this.#byte(bytes, at) !== QUOTE) return this.#fail(at, this.#orUnclosed(at, NO_NAME));
    const nameEnd = this.#stringEnd(bytes, at + 1);
    if (nameEnd < 0) return this.#fail(at, UNCLOSED);
    const colon = skipBlanks(bytes, nameEnd + 1, this.#end);
    if (this.#byte(bytes, colon) !== COLON) {
      return this.#fail(colon, this.#orUnclosed(colon, NO_COLON));
    }
    const entry = index.find(bytes, at + 1, nameEnd);
    return this.#readValue(entry, bytes, skipBlanks(bytes, colon + 1, this.#end));
  }

  /** Takes the value at `at`; the offset behind it, or -1. */
  #readValue(entry: NameEntry | undefined, bytes: Uint8Array, at: number): number {
    const byte = this.#byte(bytes, at);
    if (byte === QUOTE) {
      const stop = this.#stringEnd(bytes, at + 1);
      if (stop < 0) return this.#fail(at, UNCLOSED);
      return this.#take(entry, bytes, at + 1, stop) ? stop + 1 : -1;
    }
    if (byte === OPEN_BRACE && entry?.children !== undefined) {
      return this.#readObject(entry.children, bytes, at + 1);
    }
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) return this.#readNested(entry, bytes, at);
    const stop = bareEnd(bytes, at, this.#end);
    const isNull = byte === LOWER_N;
    return isNull || this.#take(entry, bytes, at, stop) ? stop : -1;
  }

  /** Steps over an object or array; of an array of strings the first counts, as with a header that came twice. */
  #readNested(entry: NameEntry | undefined, bytes: Uint8Array, at: number): number {
    const behind = skipNested(bytes, at, this.#end);
    if (behind < 0) return this.#fail(at, UNCLOSED);
    const first = skipBlanks(bytes, at + 1, this.#end);
    if (entry === undefined || bytes[at] !== OPEN_BRACKET || bytes[first] !== QUOTE) return behind;
    const stop = this.#stringEnd(bytes, first + 1);
    return this.#take(entry, bytes, first + 1, stop) ? behind : -1;
  }

  #take(entry: NameEntry | undefined, bytes: Uint8Array, at: number, stop: number): boolean {
    const malformed = entry === undefined ? undefined : this.#values.take(entry, bytes, at, stop);
    if (malformed !== undefined) this.#fail(at, malformed);
    return malformed === undefined;
  }

  /** The quote that ends the string whose first byte is at `at`, or -1. */
  #stringEnd(bytes: Uint8Array, at: number): number {
    const end = this.#end;
    for (let stop = at; stop < end; stop++) {
      const byte = bytes[stop];
      if (byte === QUOTE) return stop;
      if (byte === BACKSLASH) {
        stop++;
        if (bytes[stop] === LOWER_X) this.#hasHex = true;
      }
    }
    return -1;
  }

  #byte(bytes: Uint8Array, at: number): number | undefined {
    return at < this.#end ? bytes[at] : undefined;
  }

  #orUnclosed(at: number, reason: Miss): Miss {
    return at < this.#end ? reason : UNCLOSED;
  }

  #fail(at: number, reason: Miss): -1 {
    this.#miss = reason;
    this.#stoppedAt = at;
    return -1;
  }
}
