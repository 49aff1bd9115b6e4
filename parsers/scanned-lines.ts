import {
  type Escaping,
  type LineRecord,
  numberFields,
  type TextField,
  textFields,
} from './contract.ts';
import { type AccessRecord, textSlot } from './record.ts';
import { hashOf } from './text-hash.ts';
import { unescapeText } from './unescape.ts';

/** Lines in hand: more than memory can be asked at once, fewer than lines fit its cache. */
export const MAX_LINES = 64;

/** What stands for a client that was not scanned as an IPv4 address: no 32-bit number. */
export const NO_ADDRESS: number = 2 ** 32;

/** One text of each line. */
export class TextColumn {
  /** A start of -1 marks an absent text; ends are exclusive. */
  readonly starts: Int32Array = new Int32Array(MAX_LINES).fill(-1);
  readonly ends: Int32Array = new Int32Array(MAX_LINES).fill(-1);
  /** `hashOf` of the texts that are there, where `isHashed`. */
  readonly hashes: Int32Array = new Int32Array(MAX_LINES);
  isHashed = false;
  /** Whether any line may have this text. */
  isFilled = false;

  /** Sets the text of a line where it is not hashed. */
  put(line: number, start: number, end: number): void {
    this.starts[line] = start;
    this.ends[line] = end;
  }
}

/**
 * Lines side by side: numbers and texts as `AccessRecord` has them, but in columns with one place for each line. The
 * first `length` count; the line behind those is the one to be filled.
 */
export class ScannedLines implements Pick<LineRecord, 'setNumber' | 'setRange' | 'setZoneless'> {
  readonly escaping: Escaping;
  length = 0;
  /** What all texts are ranges of. */
  bytes: Uint8Array = new Uint8Array(0);
  view: DataView = new DataView(this.bytes.buffer);
  /** `bytes[lineStarts[line], lineEnds[line])` is the line without its line feed. */
  readonly lineStarts: Int32Array = new Int32Array(MAX_LINES);
  readonly lineEnds: Int32Array = new Int32Array(MAX_LINES);
  /** By the slots of a record; NaN marks an absent number. */
  readonly numbers: readonly Float64Array[] = numberFields.map(() =>
    new Float64Array(MAX_LINES).fill(Number.NaN),
  );
  readonly texts: readonly TextColumn[] = textFields.map(() => new TextColumn());
  readonly request: TextColumn = this.#text('request');
  readonly method: TextColumn = this.#text('method');
  readonly target: TextColumn = this.#text('target');
  readonly protocol: TextColumn = this.#text('protocol');
  /** Clients that are IPv4 addresses, as signed numbers of 32 bits, where `hasAddresses`; `NO_ADDRESS` for others. */
  readonly addresses: Float64Array = new Float64Array(MAX_LINES).fill(NO_ADDRESS);
  hasAddresses = false;

  constructor(escaping: Escaping) {
    this.escaping = escaping;
  }

  /** Says that lines may have this text, and whether it is hashed where it is taken: it has to be wherever that is. */
  expectText(slot: number, { isHashed }: { readonly isHashed: boolean }): void {
    const text = this.texts[slot];
    if (text === undefined) return;
    text.isHashed = isHashed && (text.isHashed || !text.isFilled);
    text.isFilled = true;
  }

  /** Makes it empty, for lines of these bytes. */
  open(bytes: Uint8Array, view: DataView): void {
    this.bytes = bytes;
    this.view = view;
    this.length = 0;
  }

  setNumber(slot: number, value: number): void {
    (this.numbers[slot] as Float64Array)[this.length] = value;
  }

  /** Scanned times have their zone. */
  setZoneless(): void {}

  setRange(slot: number, start: number, end: number): void {
    const text = this.texts[slot] as TextColumn;
    text.put(this.length, start, end);
    if (text.isHashed && start >= 0) text.hashes[this.length] = hashOf(this.view, start, end);
  }

  /** Takes the record of a line as the only one. */
  takeOnly({ bytes, numbers, ranges, lineStart, lineEnd }: AccessRecord): void {
    if (bytes !== this.bytes) {
      this.open(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    }
    this.length = 0;
    this.lineStarts[0] = lineStart;
    this.lineEnds[0] = lineEnd;
    for (let slot = 0; slot < numbers.length; slot++) this.setNumber(slot, numbers[slot] ?? 0);
    for (let slot = 0; slot < this.texts.length; slot++) {
      const start = ranges[2 * slot] ?? -1;
      this.setRange(slot, start, ranges[2 * slot + 1] ?? -1);
      if (start >= 0) (this.texts[slot] as TextColumn).isFilled = true;
    }
    this.length = 1;
  }

  /** The text with the server's escapes undone, or undefined when absent or logged as `-`. */
  text(field: TextField, line: number): string | undefined {
    const { starts, ends } = this.#text(field);
    const start = starts[line] ?? -1;
    if (start < 0) return undefined;
    return unescapeText(this.bytes, start, ends[line] ?? start, this.escaping);
  }

  #text(field: TextField): TextColumn {
    return this.texts[textSlot(field)] as TextColumn;
  }
}
