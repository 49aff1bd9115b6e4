import {
  type Escaping,
  type LineRecord,
  type NumberField,
  numberFields,
  type TextField,
  textFields,
} from './contract.ts';
import { unescapeText } from './unescape.ts';

const numberSlots = new Map<string, number>(numberFields.map((field, slot) => [field, slot]));
const textSlots = new Map<string, number>(textFields.map((field, slot) => [field, slot]));

/** The slot of a number field, for `setNumber`. Looked up once, when a format is compiled. */
export function numberSlot(field: NumberField): number {
  return numberSlots.get(field) ?? -1;
}

/** The slot of a text field, for `setRange`. */
export function textSlot(field: TextField): number {
  return textSlots.get(field) ?? -1;
}

/**
 * One parsed line: numbers, and byte ranges of the line. One instance serves a whole file; it is
 * valid until the next `parse`. Strings are made only when asked for.
 */
export class AccessRecord implements LineRecord {
  bytes: Uint8Array = new Uint8Array(0);
  /** The line as the log has it, with whatever stands in front: `lineBytes[lineStart, lineEnd)`. */
  lineBytes: Uint8Array = this.bytes;
  lineStart = 0;
  lineEnd = 0;
  stoppedAt = 0;
  isYearless = false;
  /** How the texts are escaped: with their bytes it decides what they are. */
  escaping: Escaping = 'none';
  /** A bit for each number, by its slot. */
  #zoneless = 0;
  /** By slot; NaN marks an absent number: a typed array has no `undefined`. */
  readonly numbers: Float64Array = new Float64Array(numberFields.length).fill(Number.NaN);
  /** Start and end per text field, by slot; a start of -1 marks an absent text. */
  readonly ranges: Int32Array = new Int32Array(textFields.length * 2).fill(-1);

  reset(bytes: Uint8Array, start: number, end: number, escaping: Escaping): void {
    this.bytes = bytes;
    this.setLine(bytes, start, end);
    this.stoppedAt = start;
    this.isYearless = false;
    this.#zoneless = 0;
    this.escaping = escaping;
    this.numbers.fill(Number.NaN);
    this.ranges.fill(-1);
  }

  setLine(bytes: Uint8Array, start: number, end: number): void {
    this.lineBytes = bytes;
    this.lineStart = start;
    this.lineEnd = end;
  }

  setNumber(slot: number, value: number): void {
    this.numbers[slot] = value;
  }

  setZoneless(slot: number, isZoneless: boolean): void {
    this.#zoneless = isZoneless ? this.#zoneless | (1 << slot) : this.#zoneless & ~(1 << slot);
  }

  isZoneless(field: NumberField): boolean {
    return this.#zoneless !== 0 && (this.#zoneless & (1 << numberSlot(field))) !== 0;
  }

  setRange(slot: number, start: number, end: number): void {
    this.ranges[slot * 2] = start;
    this.ranges[slot * 2 + 1] = end;
  }

  /** The number, or undefined when the line does not carry it. */
  number(field: NumberField): number | undefined {
    const value = this.numbers[numberSlot(field)];
    return value === undefined || Number.isNaN(value) ? undefined : value;
  }

  /** The first byte of a text's range, or undefined; `rangeEnd` is exclusive. */
  rangeStart(field: TextField): number | undefined {
    const start = this.ranges[textSlot(field) * 2];
    return start === undefined || start < 0 ? undefined : start;
  }

  rangeEnd(field: TextField): number | undefined {
    return this.rangeStart(field) === undefined ? undefined : this.ranges[textSlot(field) * 2 + 1];
  }

  /** The text with the server's escapes undone, or undefined when absent or logged as `-`. */
  text(field: TextField): string | undefined {
    const start = this.rangeStart(field);
    const end = this.rangeEnd(field);
    if (start === undefined || end === undefined) return undefined;
    return unescapeText(this.bytes, start, end, this.escaping);
  }
}
