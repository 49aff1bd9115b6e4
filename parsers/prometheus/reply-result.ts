import type { JsonCursor } from './json-cursor.ts';
import type { SeriesEntry, SeriesTable } from './series-table.ts';

/** Members of one series in a result. */
const seriesMembers = ['metric', 'value', 'values', 'timestamps', 'histogram', 'histograms'];

/** Reads the series of replies into a table. */
export class ResultReader {
  readonly #table: SeriesTable;
  /** Names results of expressions, which have no name of their own. */
  readonly #fallbackName: string;
  #pending: SeriesEntry[] = [];
  /** Native histograms that stand where samples would. */
  histograms = 0;
  /** Series of whole documents. */
  count = 0;
  readonly notes: Set<string> = new Set();
  /** What was wrong with the last series, where it was no fault of the JSON. */
  damage: string | undefined;

  constructor(table: SeriesTable, fallbackName: string) {
    this.#table = table;
    this.#fallbackName = fallbackName;
  }

  note(text: string): void {
    this.notes.add(text);
  }

  fail(what: string): false {
    this.damage ??= what;
    return false;
  }

  /** A list of series, or the one sample of a scalar. */
  readList(cursor: JsonCursor): boolean {
    const scalar: number[] = [];
    const isWhole = cursor.items(() => {
      if (cursor.isObject && scalar.length === 0) return this.#readSeries(cursor);
      const number = scalar.length === 0 ? cursor.number() : cursor.measure();
      if (number === undefined) return this.fail('result is not a list of series');
      scalar.push(number);
      return true;
    });
    if (!isWhole || scalar.length === 0) return isWhole;
    if (scalar.length !== 2) return this.fail('result is not a sample');
    const [seconds = Number.NaN, value = Number.NaN] = scalar;
    this.add(new Map(), [Math.round(seconds * 1000)], [value]);
    return true;
  }

  begin(): ResultSeries {
    return new ResultSeries(this);
  }

  /** Keeps a series until its document turns out whole. */
  add(metric: ReadonlyMap<string, string>, times: number[], values: number[]): void {
    const labels = new Map(metric);
    const name = labels.get('__name__') ?? this.#fallbackName;
    labels.delete('__name__');
    this.#pending.push({ name, labels, kind: undefined, unit: undefined, times, values });
  }

  /** Ends a document: its series count where it is whole. */
  endDocument(isWhole: boolean): void {
    for (const series of isWhole ? this.#pending : []) this.#table.append(series, series);
    if (isWhole) this.count += this.#pending.length;
    this.#pending = [];
  }

  #readSeries(cursor: JsonCursor): boolean {
    const series = this.begin();
    return (
      cursor.members((name) => (series.takes(name) ? series.read(cursor, name) : cursor.skip())) &&
      series.finish()
    );
  }
}

/** One series of a result: pairs of seconds and value, or VictoriaMetrics' two lists. */
class ResultSeries {
  readonly #results: ResultReader;
  #metric: Map<string, string> | undefined;
  /** Epoch milliseconds. */
  #times: number[] = [];
  #values: number[] = [];
  #hasTimestamps = false;
  #hasSamples = false;
  #isBare = false;
  hasHistograms = false;
  hasMembers = false;

  constructor(results: ResultReader) {
    this.#results = results;
  }

  takes(name: string): boolean {
    return seriesMembers.includes(name);
  }

  read(cursor: JsonCursor, name: string): boolean {
    this.hasMembers = true;
    switch (name) {
      case 'metric':
        return this.#readMetric(cursor);
      case 'timestamps':
        this.#hasTimestamps = true;
        return this.#readTimestamps(cursor);
      case 'values':
      case 'value':
        this.#hasSamples = true;
        return this.#readSamples(cursor, name);
      default:
        this.hasHistograms = true;
        return cursor.skip();
    }
  }

  /** Takes what was read, or says what is missing. */
  finish(): boolean {
    const results = this.#results;
    if (this.#metric === undefined) return results.fail('metric is not an object of texts');
    if (this.hasHistograms) results.histograms += 1;
    if (!this.#hasSamples) {
      return this.hasHistograms || results.fail('values is not a list of samples');
    }
    if (this.#isBare !== this.#hasTimestamps || this.#times.length !== this.#values.length) {
      return results.fail('timestamps and values are not of one length');
    }
    if (!this.#isBare && !ascends(this.#times)) return results.fail('timestamps do not ascend');
    results.add(this.#metric, this.#times, this.#values);
    return true;
  }

  #readMetric(cursor: JsonCursor): boolean {
    const metric = new Map<string, string>();
    this.#metric = metric;
    const isWhole = cursor.members((label) => {
      const value = cursor.text();
      if (value !== undefined) metric.set(label, value);
      return value !== undefined;
    });
    return isWhole || this.#results.fail('metric is not an object of texts');
  }

  /** `[[seconds, "value"], …]`, one such pair, or bare values. */
  #readSamples(cursor: JsonCursor, name: string): boolean {
    if (!cursor.isArray) return this.#results.fail('values is not a list of samples');
    if (name === 'value') return this.#readPair(cursor);
    return cursor.items(() => {
      if (cursor.isArray) return this.#readPair(cursor);
      this.#isBare = true;
      const value = cursor.measure();
      if (value === undefined) return this.#results.fail('values holds what is no number');
      this.#values.push(value);
      return true;
    });
  }

  #readPair(cursor: JsonCursor): boolean {
    let place = 0;
    const isWhole = cursor.items(() => {
      place += 1;
      if (place > 2) return false;
      return place === 1 ? this.#readSeconds(cursor) : this.#readQuoted(cursor);
    });
    return (
      (isWhole && place === 2) || this.#results.fail('values is not pairs of a number and a text')
    );
  }

  #readSeconds(cursor: JsonCursor): boolean {
    const seconds = cursor.number();
    if (seconds === undefined || !Number.isFinite(seconds)) return false;
    this.#times.push(Math.round(seconds * 1000));
    return true;
  }

  #readQuoted(cursor: JsonCursor): boolean {
    const value = cursor.isText ? cursor.measure() : undefined;
    if (value === undefined) return false;
    this.#values.push(value);
    return true;
  }

  #readTimestamps(cursor: JsonCursor): boolean {
    if (!cursor.isArray) return this.#results.fail('timestamps is not a list of numbers');
    return cursor.items(() => {
      const timeMs = cursor.number();
      if (!Number.isFinite(timeMs)) return this.#results.fail('timestamps holds what is no number');
      this.#times.push(timeMs ?? Number.NaN);
      return true;
    });
  }
}

function ascends(times: readonly number[]): boolean {
  return times.every((time, index) => index === 0 || time > (times[index - 1] ?? 0));
}
