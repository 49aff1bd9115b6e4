import type { TextField } from '../../parsers/contract.ts';
import { textSlot } from '../../parsers/record.ts';
import { MAX_LINES, type ScannedLines, type TextColumn } from '../../parsers/scanned-lines.ts';
import { hashOf, tailWord } from '../../parsers/text-hash.ts';
import { NO_KEY } from '../rollup/request-batch.ts';
import type { LineRun } from './line-run.ts';
import { TextTable, UNKNOWN } from './text-table.ts';

/** Longer texts are named each time. */
export const MAX_KNOWN_TEXT_BYTES = 4096;

const likely = new Int32Array(MAX_LINES);

/** The key of what the text `bytes[start, end)` is called. */
export type KeyOfBytes = (bytes: Uint8Array, view: DataView, start: number, end: number) => number;

/**
 * The keys of the texts of one field, by their bytes: a text that is known is not named again, nor is a string made of
 * it. For lines of one escaping.
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

  /** Whether any line may have such a text. */
  isFilledIn({ texts }: ScannedLines): boolean {
    return texts[this.#slot]?.isFilled === true;
  }

  /** The key of a line's text. */
  of(lines: ScannedLines, line: number): number {
    const { starts, ends } = lines.texts[this.#slot] as TextColumn;
    const start = starts[line] ?? -1;
    if (start < 0) return NO_KEY;
    return this.#find(lines, line, hashOf(lines.view, start, ends[line] ?? start));
  }

  /** Puts the keys of a run of lines into a column from `row` on. */
  fill(column: Int32Array, row: number, run: LineRun): void {
    const { lines, from, to } = run;
    const text = lines.texts[this.#slot] as TextColumn;
    if (!text.isFilled) column.fill(NO_KEY, row, row + to - from);
    else if (text.isHashed) this.#fillByHash(column, row, run, text);
    else this.#fillByLine(column, row, run, text);
  }

  /** First all are looked up, then all compared. */
  #fillByHash(column: Int32Array, row: number, run: LineRun, text: TextColumn): void {
    const { lines, from, to } = run;
    const { view } = lines;
    const { starts, ends, hashes } = text;
    const known = this.#known;
    known.look(hashes, from, to, likely);
    for (let line = from; line < to; line++) {
      const start = starts[line] ?? -1;
      const hash = hashes[line] ?? 0;
      const place = likely[line - from] ?? 0;
      if (start < 0) {
        column[row + line - from] = NO_KEY;
      } else {
        column[row + line - from] = known.isAt(place, hash, view, start, ends[line] ?? start)
          ? known.numberAt(place)
          : this.#find(lines, line, hash);
      }
    }
  }

  /** Looks only such texts up as are others than that of the line before. */
  #fillByLine(column: Int32Array, row: number, run: LineRun, text: TextColumn): void {
    const { lines, from, to } = run;
    const { view } = lines;
    const { starts, ends } = text;
    let lastStart = -1;
    let lastLength = -1;
    let key = NO_KEY;
    for (let line = from; line < to; line++) {
      const start = starts[line] ?? -1;
      const length = (ends[line] ?? start) - start;
      const isSame =
        start >= 0 && length === lastLength && isSameText(view, start, lastStart, length);
      if (!isSame) key = this.of(lines, line);
      column[row + line - from] = key;
      lastStart = start;
      lastLength = start < 0 ? -1 : length;
    }
  }

  #find(lines: ScannedLines, line: number, hash: number): number {
    const { starts, ends } = lines.texts[this.#slot] as TextColumn;
    const { bytes, view } = lines;
    const start = starts[line] ?? 0;
    const end = ends[line] ?? start;
    const isLong = end - start > MAX_KNOWN_TEXT_BYTES;
    const known = isLong ? UNKNOWN : this.#known.find(hash, view, start, end);
    if (known !== UNKNOWN) return known;
    const told = this.#keyOfBytes?.(bytes, view, start, end) ?? NO_KEY;
    const key = told === NO_KEY ? this.#keyOfText(lines.text(this.#field, line)) : told;
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

/** Whether the texts of a length that begin at two places are the same. */
function isSameText(view: DataView, one: number, other: number, length: number): boolean {
  const last = length - 4;
  if (last < 0) return tailWord(view, one, one + length) === tailWord(view, other, other + length);
  for (let at = 0; at < last; at += 4) {
    if (view.getInt32(one + at, true) !== view.getInt32(other + at, true)) return false;
  }
  return view.getInt32(one + last, true) === view.getInt32(other + last, true);
}
