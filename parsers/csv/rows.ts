const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

const decoder = new TextDecoder();

/**
 * Walks over the rows of a table of text as RFC 4180 has it (https://www.rfc-editor.org/rfc/rfc4180): cells may stand in
 * quotes, a quote within them is doubled, and delimiters and line ends within them are text. A quote anywhere else is
 * text too: Grafana writes the names of series so. Lines end with CR LF, LF or CR.
 *
 * Cells are byte ranges of one buffer and no text is made of them: a table of 200 MB holds tens of millions.
 */
export class Rows {
  readonly bytes: Uint8Array;
  readonly #delimiter: number;
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  #next: number;

  /** How many cells the row has. */
  cells = 0;
  /** Where the row begins. */
  at = 0;
  /** Whether the row ends where the bytes do, without a line end. */
  isUnended = false;
  /** Whether the bytes end within a quoted cell of the row. */
  isCut = false;

  constructor(bytes: Uint8Array, delimiter: number, from: number) {
    this.bytes = bytes;
    this.#delimiter = delimiter;
    this.#next = from;
    this.at = from;
  }

  /** Goes to the next row; false after the last. */
  next(): boolean {
    if (this.#next >= this.bytes.length) return false;
    this.at = this.#next;
    this.cells = 0;
    while (this.#readCell());
    return true;
  }

  /** Goes back to the beginning of the row: `next` gives it once more. */
  rewind(): void {
    this.#next = this.at;
  }

  /** Whether the row is an empty line. */
  get isBlank(): boolean {
    return this.cells === 1 && this.start(0) === this.end(0);
  }

  /** Where the cell begins, after its quote. */
  start(cell: number): number {
    return this.#starts[cell] ?? this.bytes.length;
  }

  /** Where the cell ends, before its quote; doubled quotes are still so. */
  end(cell: number): number {
    return this.#ends[cell] ?? this.bytes.length;
  }

  text(cell: number): string {
    if (cell >= this.cells) return '';
    const { bytes } = this;
    const text = decoder.decode(bytes.subarray(this.start(cell), this.end(cell)));
    return bytes[this.start(cell) - 1] === QUOTE ? text.replaceAll('""', '"') : text;
  }

  texts(): readonly string[] {
    return Array.from({ length: this.cells }, (_, cell) => this.text(cell));
  }

  /** Whether another cell follows in the row. */
  #readCell(): boolean {
    const { bytes } = this;
    const isQuoted = bytes[this.#next] === QUOTE;
    const start = isQuoted ? this.#next + 1 : this.#next;
    const closing = isQuoted ? this.#closingQuote(start) : start;
    let at = isQuoted ? closing + 1 : start;
    while (at < bytes.length && !this.#endsCell(bytes[at])) at++;
    this.#starts[this.cells] = start;
    this.#ends[this.cells] = isQuoted ? closing : at;
    this.cells++;
    this.isUnended = at >= bytes.length;
    this.isCut = isQuoted && closing >= bytes.length;
    const isLast = bytes[at] !== this.#delimiter;
    this.#next = bytes[at] === CARRIAGE_RETURN && bytes[at + 1] === LINE_FEED ? at + 2 : at + 1;
    return !isLast;
  }

  #endsCell(byte: number | undefined): boolean {
    return byte === this.#delimiter || byte === LINE_FEED || byte === CARRIAGE_RETURN;
  }

  #closingQuote(from: number): number {
    const { bytes } = this;
    let at = bytes.indexOf(QUOTE, from);
    while (at >= 0 && bytes[at + 1] === QUOTE) at = bytes.indexOf(QUOTE, at + 2);
    return at < 0 ? bytes.length : at;
  }
}
