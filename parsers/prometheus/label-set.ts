import { labelNameEnd } from './metric-name.ts';
import { type Escapes, quotedEnd, unescapeText } from './quoted-text.ts';
import type { TextFault } from './text-fault.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const EQUALS = 0x3d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const SPACE = 0x20;
const TAB = 0x09;

/** How a text writes its labels. */
export interface LabelGrammar {
  readonly escapes: Escapes;
  /** Whether blanks may stand around names, values and commas. */
  readonly blanks: boolean;
  /** Whether a comma may follow the last label. */
  readonly trailingComma: boolean;
  /** Whether names need no quotes whatever they hold: promtool writes `my.label="x"`. */
  readonly anyName: boolean;
  /** The labels that must not be: `__name__`, or all that begin with `__`. */
  readonly reserved: RegExp | undefined;
}

export interface LabelSet {
  /** The metric's name where it stands among the labels: `{"my.metric", host="a"}`. */
  readonly name: string | undefined;
  readonly labels: ReadonlyMap<string, string>;
}

/** The labels of a sample that has none. */
export function withoutLabels(): LabelSet {
  return { name: undefined, labels: new Map() };
}

/** The offset behind the brace that closes the one at `at`, quoted text passed over, or -1. */
export function labelsEnd(bytes: Uint8Array, at: number, end: number): number {
  let stop = at + 1;
  while (stop < end) {
    const byte = bytes[stop];
    if (byte === CLOSE_BRACE) return stop + 1;
    stop = byte === QUOTE ? quotedEnd(bytes, stop, end) : stop + 1;
    if (stop < 0) return -1;
  }
  return -1;
}

/** Reads `bytes[at, end)`, braces and all. */
export function readLabels(
  bytes: Uint8Array,
  at: number,
  end: number,
  grammar: LabelGrammar,
): LabelSet | TextFault {
  const reader = new LabelReader(bytes, at, end, grammar);
  const what = reader.read();
  if (what !== undefined) return { at: Math.min(reader.at, end), what };
  return { name: reader.name, labels: reader.labels };
}

class LabelReader {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  readonly #grammar: LabelGrammar;
  readonly labels = new Map<string, string>();
  name: string | undefined;
  at: number;

  constructor(bytes: Uint8Array, at: number, end: number, grammar: LabelGrammar) {
    this.#bytes = bytes;
    this.#end = end;
    this.#grammar = grammar;
    this.at = at;
  }

  /** Returns what is wrong at `at`, if anything is. */
  read(): string | undefined {
    if (!this.#take(OPEN_BRACE)) return 'labels need a brace around them';
    if (this.#take(CLOSE_BRACE)) return this.#atEnd();
    for (;;) {
      const what = this.#readTerm();
      if (what !== undefined) return what;
      if (this.#take(CLOSE_BRACE)) return this.#atEnd();
      if (!this.#take(COMMA)) return 'labels need a comma between them and a brace behind them';
      if (this.#grammar.trailingComma && this.#take(CLOSE_BRACE)) return this.#atEnd();
    }
  }

  #readTerm(): string | undefined {
    const start = this.at;
    const isQuoted = this.#bytes[start] === QUOTE;
    const term = isQuoted ? this.#quoted() : this.#bareName();
    if (term === undefined) return isQuoted ? BAD_QUOTED : 'a label name is missing';
    if (this.#take(EQUALS)) return this.#readValue(term, start);
    if (!isQuoted) return 'a label name needs = behind it';
    if (this.name !== undefined) return 'a second metric name';
    if (term === '') return 'an empty metric name';
    this.name = term;
    return undefined;
  }

  #readValue(label: string, labelAt: number): string | undefined {
    if (this.#bytes[this.at] !== QUOTE) return 'a label value needs quotes around it';
    const value = this.#quoted();
    if (value === undefined) return BAD_QUOTED;
    const { reserved } = this.#grammar;
    if (reserved?.test(label) || label === '' || this.labels.has(label)) {
      this.at = labelAt;
      if (label === '') return 'an empty label name';
      return this.labels.has(label) ? 'the label stands here twice' : 'the label name is reserved';
    }
    this.labels.set(label, value);
    return undefined;
  }

  #bareName(): string | undefined {
    let stop = this.at;
    if (this.#grammar.anyName) {
      while (stop < this.#end && !endsAnyName(this.#bytes[stop])) stop++;
    } else stop = labelNameEnd(this.#bytes, this.at, this.#end);
    if (stop === this.at) return undefined;
    const name = unescapeText(this.#bytes, this.at, stop, 'lenient');
    this.at = stop;
    this.#skipBlanks();
    return name;
  }

  #quoted(): string | undefined {
    const stop = quotedEnd(this.#bytes, this.at, this.#end);
    if (stop < 0) return undefined;
    const text = unescapeText(this.#bytes, this.at + 1, stop - 1, this.#grammar.escapes);
    if (text === undefined) return undefined;
    this.at = stop;
    this.#skipBlanks();
    return text;
  }

  #take(byte: number): boolean {
    if (this.at >= this.#end || this.#bytes[this.at] !== byte) return false;
    this.at += 1;
    if (byte !== CLOSE_BRACE) this.#skipBlanks();
    return true;
  }

  #skipBlanks(): void {
    if (!this.#grammar.blanks) return;
    while (this.#bytes[this.at] === SPACE || this.#bytes[this.at] === TAB) this.at += 1;
  }

  #atEnd(): string | undefined {
    return this.at === this.#end ? undefined : 'text behind the labels';
  }
}

const BAD_QUOTED =
  'quoted text is not closed, or holds an unknown escape or bytes that are no UTF-8';

function endsAnyName(byte: number | undefined): boolean {
  return byte === EQUALS || byte === COMMA || byte === CLOSE_BRACE;
}
