import { readFloat, readFloatText } from './float-text.ts';
import { type LabelGrammar, labelsEnd, readLabels, withoutLabels } from './label-set.ts';
import { isQuote, metricNameEnd } from './metric-name.ts';
import { decodeText, quotedEnd, unescapeText } from './quoted-text.ts';
import type { Scrapes } from './scrape.ts';
import { timeOfComment } from './scrape-time.ts';
import type { SeriesEntry } from './series-table.ts';
import {
  isCount,
  kindOf,
  numberLabel,
  TextFamilies,
  type TextFamily,
  textType,
} from './text-family.ts';
import { isFault, type TextFault } from './text-fault.ts';

const LINE_FEED = 0x0a;
const HASH = 0x23;
const OPEN_BRACE = 0x7b;
const SPACE = 0x20;
const TAB = 0x09;

/** Labels as the text format 0.0.4 and its reference implementation allow them. */
const grammar: LabelGrammar = {
  escapes: 'strict',
  blanks: true,
  trailingComma: true,
  anyName: false,
  reserved: /^__name__$/,
};

const integer = /^[+-]?\d+$/;

/**
 * Reads the Prometheus text format 0.0.4 as strictly as Prometheus' own library does: the first fault refuses the
 * text. A comment that tells a scrape's time begins the next scrape.
 * https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
 * https://github.com/prometheus/common/blob/main/expfmt/text_parse.go
 */
export function readExposition(bytes: Uint8Array, scrapes: Scrapes): TextFault | undefined {
  const reader = new ExpositionReader(bytes, scrapes);
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(LINE_FEED, at);
    const start = skipBlanks(bytes, at, end < 0 ? bytes.length : end);
    if (end < 0) {
      if (start === bytes.length) return undefined;
      return { at: bytes.length, what: 'the text does not end with a line end: it may be cut off' };
    }
    const fault = reader.readLine(start, end);
    if (fault !== undefined) return fault;
    at = end + 1;
  }
  return undefined;
}

class ExpositionReader {
  readonly #bytes: Uint8Array;
  readonly #scrapes: Scrapes;
  readonly #families = new TextFamilies();
  /** Families by series, so that their names are looked up once in each scrape. */
  readonly #familyOf = new Map<SeriesEntry, TextFamily>();

  constructor(bytes: Uint8Array, scrapes: Scrapes) {
    this.#bytes = bytes;
    this.#scrapes = scrapes;
  }

  readLine(at: number, end: number): TextFault | undefined {
    if (at === end) return undefined;
    return this.#bytes[at] === HASH ? this.#readComment(at, end) : this.#readSample(at, end);
  }

  #readComment(at: number, end: number): TextFault | undefined {
    const bytes = this.#bytes;
    const wordAt = skipBlanks(bytes, at + 1, end);
    const wordEnd = tokenEnd(bytes, wordAt, end);
    const word = decodeText(bytes, wordAt, wordEnd);
    if (word !== 'HELP' && word !== 'TYPE') {
      this.#readTime(at, end);
      return undefined;
    }
    const nameAt = skipBlanks(bytes, wordEnd, end);
    const nameEnd = nameEndAt(bytes, nameAt, end);
    if (nameAt === end || (nameEnd === end && nameEnd > nameAt)) return undefined;
    const name = nameText(bytes, nameAt, nameEnd);
    if (name === undefined || !isBlank(bytes[nameEnd])) {
      return { at: nameAt, what: 'this is no metric name' };
    }
    const family = this.#families.familyOf(name);
    const textAt = skipBlanks(bytes, nameEnd, end);
    if (textAt === end) return undefined;
    return word === 'HELP'
      ? this.#readHelp(family, textAt, end)
      : this.#readType(family, textAt, end);
  }

  #readHelp(family: TextFamily, at: number, end: number): TextFault | undefined {
    if (family.isDescribed) return { at, what: `a second HELP for ${family.name}` };
    if (unescapeText(this.#bytes, at, end, 'strict') === undefined) {
      return { at, what: 'HELP holds an unknown escape or bytes that are no UTF-8' };
    }
    family.isDescribed = true;
    return undefined;
  }

  #readType(family: TextFamily, at: number, end: number): TextFault | undefined {
    if (family.type !== undefined) {
      const hint = 'between scrapes one after another write "# scraped at <time>"';
      return { at, what: `a second TYPE for ${family.name}, or one behind its samples: ${hint}` };
    }
    family.type = textType(decodeText(this.#bytes, at, end) ?? '');
    return family.type === undefined ? { at, what: 'this is no type of a metric' } : undefined;
  }

  #readTime(at: number, end: number): void {
    const timeMs = timeOfComment(decodeText(this.#bytes, at, end) ?? '');
    if (Number.isNaN(timeMs)) return;
    this.#scrapes.timeMs = timeMs;
    this.#families.clear();
    this.#familyOf.clear();
  }

  #readSample(at: number, end: number): TextFault | undefined {
    const bytes = this.#bytes;
    const headEnd = sampleHeadEnd(bytes, at, end);
    if (headEnd < 0) return { at, what: 'the labels are not closed' };
    const { table } = this.#scrapes;
    const entry = table.find(bytes, at, headEnd) ?? this.#addSeries(at, headEnd);
    if (isFault(entry)) return entry;
    const family = this.#familyOf.get(entry) ?? this.#enter(entry);
    const label = numberLabel(family.type);
    const number = label === undefined ? undefined : entry.labels.get(label);
    if (number !== undefined && readFloatText(number) === undefined) {
      return { at, what: `the label ${label} is no number` };
    }
    return this.#readValue(entry, family, skipBlanks(bytes, headEnd, end), end);
  }

  #readValue(
    entry: SeriesEntry,
    family: TextFamily,
    at: number,
    end: number,
  ): TextFault | undefined {
    const bytes = this.#bytes;
    const valueEnd = tokenEnd(bytes, at, end);
    const value = readFloat(bytes, at, valueEnd);
    if (value === undefined) return { at, what: 'a value is expected, a number' };
    if (value < 0 && isCount(family, entry.name)) return { at, what: 'a count is below 0' };
    if (valueEnd === end) {
      this.#scrapes.observe(entry, value, Number.NaN);
      return undefined;
    }
    const timeAt = skipBlanks(bytes, valueEnd, end);
    const time = decodeText(bytes, timeAt, end) ?? '';
    if (!integer.test(time) || !Number.isSafeInteger(Number(time))) {
      return { at: timeAt, what: 'a time in whole milliseconds or the line end is expected' };
    }
    this.#scrapes.observe(entry, value, Number(time));
    return undefined;
  }

  #addSeries(at: number, end: number): SeriesEntry | TextFault {
    const bytes = this.#bytes;
    const nameEnd = nameEndAt(bytes, at, end);
    const plain = nameEnd > at ? nameText(bytes, at, nameEnd) : undefined;
    const labelsAt = skipBlanks(bytes, nameEnd, end);
    const set = labelsAt === end ? withoutLabels() : readLabels(bytes, labelsAt, end, grammar);
    if (isFault(set)) return set;
    if (plain !== undefined && set.name !== undefined) return { at, what: 'two metric names' };
    const name = plain ?? set.name;
    if (name === undefined) return { at, what: 'a metric name is expected' };
    const kind = kindOf(this.#families.familyOf(name), name);
    return this.#scrapes.table.add(bytes, at, end, {
      name,
      labels: set.labels,
      kind,
      unit: undefined,
    });
  }

  /** The family of a series that this scrape has not shown before; its type cannot be told any more. */
  #enter(entry: SeriesEntry): TextFamily {
    const family = this.#families.familyOf(entry.name);
    family.type ??= 'untyped';
    this.#familyOf.set(entry, family);
    return family;
  }
}

/** The offset behind name and labels, or -1 where the labels do not end. */
function sampleHeadEnd(bytes: Uint8Array, at: number, end: number): number {
  const nameEnd = nameEndAt(bytes, at, end);
  const braceAt = skipBlanks(bytes, nameEnd, end);
  return bytes[braceAt] === OPEN_BRACE && braceAt < end ? labelsEnd(bytes, braceAt, end) : nameEnd;
}

function nameEndAt(bytes: Uint8Array, at: number, end: number): number {
  if (!isQuote(bytes, at)) return metricNameEnd(bytes, at, end);
  return Math.max(at, quotedEnd(bytes, at, end));
}

/** The metric name in `bytes[at, end)`, with quotes or without. */
function nameText(bytes: Uint8Array, at: number, end: number): string | undefined {
  if (at === end) return undefined;
  if (!isQuote(bytes, at)) return decodeText(bytes, at, end);
  return unescapeText(bytes, at + 1, end - 1, 'strict') || undefined;
}

function skipBlanks(bytes: Uint8Array, at: number, end: number): number {
  let place = at;
  while (place < end && isBlank(bytes[place])) place++;
  return place;
}

function tokenEnd(bytes: Uint8Array, at: number, end: number): number {
  let stop = at;
  while (stop < end && !isBlank(bytes[stop])) stop++;
  return stop;
}

function isBlank(byte: number | undefined): boolean {
  return byte === SPACE || byte === TAB;
}
