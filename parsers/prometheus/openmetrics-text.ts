import { readFloat } from './float-text.ts';
import { labelsEnd, readLabels, withoutLabels } from './label-set.ts';
import { metricNameEnd } from './metric-name.ts';
import { exemplarFault } from './openmetrics-exemplar.ts';
import { OpenMetricsFamily } from './openmetrics-family.ts';
import { openMetricsLabels } from './openmetrics-labels.ts';
import { decodeText, unescapeText } from './quoted-text.ts';
import type { Scrapes } from './scrape.ts';
import { timeOfComment } from './scrape-time.ts';
import type { SeriesEntry } from './series-table.ts';
import { isFault, type TextFault } from './text-fault.ts';

const LINE_FEED = 0x0a;
const SPACE = 0x20;
const HASH = 0x23;
const OPEN_BRACE = 0x7b;

const EOF = '# EOF';
const descriptor =
  /^# (?<keyword>HELP|TYPE|UNIT) (?<name>"(?:\\.|[^"\\])*"|[A-Za-z_:][\w:]*) (?<text>.*)$/s;

/**
 * Reads OpenMetrics text 1.0 as strictly as its specification asks; the first fault refuses the text. Expositions
 * may follow one another, each with its `# EOF`, and with a comment that tells its time above it.
 * https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md
 */
export function readOpenMetrics(bytes: Uint8Array, scrapes: Scrapes): TextFault | undefined {
  const reader = new OpenMetricsReader(bytes, scrapes);
  for (let at = 0; at < bytes.length; ) {
    const feed = bytes.indexOf(LINE_FEED, at);
    const end = feed < 0 ? bytes.length : feed;
    const fault = reader.readLine(at, end);
    if (fault !== undefined) return fault;
    at = end + 1;
  }
  return reader.isAtEnd
    ? undefined
    : { at: bytes.length, what: 'the text does not end with # EOF' };
}

class OpenMetricsReader {
  readonly #bytes: Uint8Array;
  readonly #scrapes: Scrapes;
  #family: OpenMetricsFamily | undefined;
  /** Names that the families of this exposition have taken. */
  readonly #taken = new Set<string>();
  /** Nothing of this exposition was read yet; before the first, a time comment is no part of one. */
  #isFresh = true;
  /** A comment above this exposition told its time. */
  #isTimed = false;
  isAtEnd = false;

  constructor(bytes: Uint8Array, scrapes: Scrapes) {
    this.#bytes = bytes;
    this.#scrapes = scrapes;
  }

  readLine(at: number, end: number): TextFault | undefined {
    if (at === end) return { at, what: 'a blank line' };
    if (this.#bytes[at] !== HASH) {
      this.#begin();
      return this.#readSample(at, end);
    }
    const line = decodeText(this.#bytes, at, end);
    if (line === undefined) return { at, what: 'bytes that are no UTF-8' };
    if (line === EOF) return this.#finish(at, end);
    if (this.#isFresh && this.#readTime(line)) return undefined;
    this.#begin();
    return this.#readDescriptor(line, at);
  }

  #begin(): void {
    this.#isFresh = false;
    this.isAtEnd = false;
  }

  #readTime(line: string): boolean {
    const timeMs = timeOfComment(line);
    if (Number.isNaN(timeMs)) return false;
    this.#scrapes.timeMs = timeMs;
    this.#isTimed = true;
    this.isAtEnd = false;
    return true;
  }

  /** Ends an exposition. A text may be one that holds nothing, but one among others holds something. */
  #finish(at: number, end: number): TextFault | undefined {
    const isAlone = at === 0 && end >= this.#bytes.length - 1;
    if (this.#isFresh && !this.#isTimed && !isAlone) return { at, what: 'an empty exposition' };
    this.#isTimed = false;
    const what = this.#endFamily();
    this.#taken.clear();
    this.#isFresh = true;
    this.isAtEnd = true;
    return what === undefined ? undefined : { at, what };
  }

  #endFamily(): string | undefined {
    const family = this.#family;
    this.#family = undefined;
    for (const name of family?.names ?? []) {
      if (this.#taken.has(name)) return `the name ${name} is taken by two families`;
      this.#taken.add(name);
    }
    return family?.finish();
  }

  #readDescriptor(line: string, at: number): TextFault | undefined {
    const { keyword, name: written = '', text = '' } = descriptor.exec(line)?.groups ?? {};
    if (keyword !== 'HELP' && keyword !== 'TYPE' && keyword !== 'UNIT') {
      return { at, what: 'a line with # is none of HELP, TYPE and UNIT with name and text' };
    }
    const name = written.startsWith('"') ? unquote(written) : written;
    if (name === undefined || name === '') return { at, what: 'this is no metric name' };
    if (name !== this.#family?.name) {
      const what = this.#endFamily();
      if (what !== undefined) return { at, what };
      this.#family = new OpenMetricsFamily(name);
    }
    const what = this.#family?.describe(keyword, text);
    return what === undefined ? undefined : { at, what };
  }

  #readSample(at: number, end: number): TextFault | undefined {
    const bytes = this.#bytes;
    const nameEnd = metricNameEnd(bytes, at, end);
    const headEnd = bytes[nameEnd] === OPEN_BRACE ? labelsEnd(bytes, nameEnd, end) : nameEnd;
    if (headEnd < 0) return { at, what: 'the labels are not closed' };
    const entry =
      this.#scrapes.table.find(bytes, at, headEnd) ?? this.#addSeries(at, nameEnd, headEnd);
    if (isFault(entry)) return entry;
    if (bytes[headEnd] !== SPACE) return { at: headEnd, what: 'a space and a value are expected' };
    const valueEnd = spaceAt(bytes, headEnd + 1, end);
    const value = readFloat(bytes, headEnd + 1, valueEnd);
    if (value === undefined) return { at: headEnd + 1, what: 'a value is expected, a number' };
    const isTimed = valueEnd < end && bytes[valueEnd + 1] !== HASH;
    const timeEnd = isTimed ? spaceAt(bytes, valueEnd + 1, end) : valueEnd;
    const seconds = isTimed ? readFloat(bytes, valueEnd + 1, timeEnd) : Number.NaN;
    if (isTimed && !Number.isFinite(seconds)) {
      return {
        at: valueEnd + 1,
        what: 'a time in seconds, an exemplar or the line end is expected',
      };
    }
    const hasExemplar = timeEnd < end;
    if (hasExemplar) {
      const fault = exemplarFault(bytes, timeEnd + 1, end);
      if (fault !== undefined) return fault;
    }
    return this.#observe(at, entry, { value, timeMs: (seconds ?? Number.NaN) * 1000, hasExemplar });
  }

  #observe(
    at: number,
    entry: SeriesEntry,
    { value, timeMs, hasExemplar }: { value: number; timeMs: number; hasExemplar: boolean },
  ): TextFault | undefined {
    const { name, labels } = entry;
    const family = this.#familyFor(name);
    if (typeof family === 'string') return { at, what: family };
    const what = family.observe({ name, labels, value, timeMs, hasExemplar });
    if (what !== undefined) return { at, what };
    this.#scrapes.observe(entry, value, Math.round(timeMs));
    return undefined;
  }

  #familyFor(sample: string): OpenMetricsFamily | string {
    if (this.#family?.owns(sample)) return this.#family;
    const what = this.#endFamily();
    if (what !== undefined) return what;
    this.#family = new OpenMetricsFamily(sample, 'unknown');
    return this.#family;
  }

  #addSeries(at: number, nameEnd: number, end: number): SeriesEntry | TextFault {
    const bytes = this.#bytes;
    const set =
      nameEnd === end ? withoutLabels() : readLabels(bytes, nameEnd, end, openMetricsLabels);
    if (isFault(set)) return set;
    const plain = nameEnd === at ? undefined : decodeText(bytes, at, nameEnd);
    if (plain !== undefined && set.name !== undefined) return { at, what: 'two metric names' };
    const name = plain ?? set.name;
    if (name === undefined) return { at, what: 'a metric name is expected' };
    const family = this.#family?.owns(name) === true ? this.#family : undefined;
    const series = { name, labels: set.labels, kind: family?.kindOf(name), unit: family?.unit };
    return this.#scrapes.table.add(bytes, at, end, series);
  }
}

function unquote(written: string): string | undefined {
  const quoted = new TextEncoder().encode(written);
  return unescapeText(quoted, 1, quoted.length - 1, 'lenient');
}

function spaceAt(bytes: Uint8Array, at: number, end: number): number {
  let stop = at;
  while (stop < end && bytes[stop] !== SPACE) stop++;
  return stop;
}
