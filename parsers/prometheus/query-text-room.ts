import type { MetricReading, MetricRoom, MetricSource, Miss } from '../contract.ts';
import { readFloatText } from './float-text.ts';
import { type LabelGrammar, labelsEnd, readLabels } from './label-set.ts';
import { decodeText } from './quoted-text.ts';
import { Scrapes } from './scrape.ts';
import { type NewSeries, type SeriesEntry, SeriesTable } from './series-table.ts';
import { isFault, missAt, type TextFault } from './text-fault.ts';

const LINE_FEED = 0x0a;
const OPEN_BRACE = 0x7b;

const grammar: LabelGrammar = {
  escapes: 'go',
  blanks: true,
  trailingComma: false,
  anyName: true,
  reserved: undefined,
};

const firstLine = /^(?:scalar: [^ \n]+ @\[[\d.]+\]|[^\n]*(?: =>\n| => [^"}\n]+ @\[[\d.]+\]))/;
/** Stands behind a series; before it quoted text may hold the same, behind it nothing can. */
const ARROW = ' =>';
const sampleLine = /^(?<value>\S+) @\[(?<seconds>-?[\d.]+)\]$/;
const scalar = /^scalar: (?<sample>.*)$/s;
/** Native histograms are printed as their count, sum and buckets. */
const histogramLine = /^Count: .* @\[-?[\d.]+\]$/s;

/**
 * What `promtool query range` and `promtool query instant` print without `-o json`: a line `up{job="node"} =>`, and a
 * line `1 @[1700000000]` for each sample; of instant queries both on one line.
 * https://github.com/prometheus/common/blob/main/model/value.go
 */
export const queryTextRoom: MetricRoom = {
  name: 'promtool query',
  recognises(head: Uint8Array): boolean {
    return firstLine.test(new TextDecoder().decode(head));
  },
  read(bytes: Uint8Array, { fileName }: MetricSource): MetricReading | Miss {
    const reader = new QueryTextReader(fileName.replace(/\.[a-z]+$/, ''));
    for (let at = 0; at < bytes.length; ) {
      const feed = bytes.indexOf(LINE_FEED, at);
      const end = feed < 0 ? bytes.length : feed;
      const fault = reader.readLine(bytes, at, end);
      if (fault !== undefined) return missAt(bytes, fault);
      at = end + 1;
    }
    return reader.scrapes.finish();
  },
};

class QueryTextReader {
  readonly scrapes = new Scrapes(new SeriesTable(), Number.NaN);
  /** Names results of expressions, which have no name of their own. */
  readonly #fallbackName: string;
  #entry: SeriesEntry | undefined;

  constructor(fallbackName: string) {
    this.#fallbackName = fallbackName;
  }

  readLine(bytes: Uint8Array, at: number, end: number): TextFault | undefined {
    if (at === end) return undefined;
    const line = decodeText(bytes, at, end);
    if (line === undefined) return { at, what: 'bytes that are no UTF-8' };
    if (this.#entry !== undefined && this.#readSample(line)) return undefined;
    const arrow = line.lastIndexOf(ARROW);
    const { sample: single } = scalar.exec(line)?.groups ?? {};
    if (arrow < 0 && single === undefined) {
      return { at, what: 'a series with => behind it or a sample "value @[seconds]" is expected' };
    }
    const series = new TextEncoder().encode(line.slice(0, Math.max(arrow, 0)));
    const read = this.#readSeries(series);
    if (isFault(read)) return { at: at + read.at, what: read.what };
    this.#entry = this.scrapes.table.append(read, { times: [], values: [] });
    const sample = single ?? line.slice(arrow + ARROW.length);
    if (sample === '' || this.#readSample(sample.trimStart())) return undefined;
    return { at, what: 'a sample "value @[seconds]" is expected behind =>' };
  }

  #readSample(text: string): boolean {
    const { value = '', seconds = '' } = sampleLine.exec(text)?.groups ?? {};
    const number = readFloatText(value);
    const timeMs = Math.round((readFloatText(seconds) ?? Number.NaN) * 1000);
    if (number === undefined || Number.isNaN(timeMs) || this.#entry === undefined) {
      if (!histogramLine.test(text)) return false;
      this.scrapes.skip('native histograms');
      return true;
    }
    this.scrapes.observe(this.#entry, number, timeMs);
    return true;
  }

  #readSeries(series: Uint8Array): NewSeries | TextFault {
    const brace = series.indexOf(OPEN_BRACE);
    const nameEnd = brace < 0 ? series.length : brace;
    const name = decodeText(series, 0, nameEnd) || this.#fallbackName;
    const none = { name, kind: undefined, unit: undefined };
    if (brace < 0) return { ...none, labels: new Map() };
    if (labelsEnd(series, brace, series.length) !== series.length) {
      return { at: brace, what: 'the labels are not closed' };
    }
    const set = readLabels(series, brace, series.length, grammar);
    return isFault(set) ? set : { ...none, name: set.name ?? name, labels: set.labels };
  }
}
