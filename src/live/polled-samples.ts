import type { MetricValue } from '../../parsers/metric-value.ts';
import { count } from '../report/numbers.ts';
import type { RawSeries } from '../series/input.ts';

/** Series of one endpoint that are kept at most; further ones are left out. */
export const MAX_POLLED_SERIES = 2000;
/** Samples are dropped in lots, this share of those that are kept. */
const SLACK = 0.25;

export interface SampleSource {
  /** How the report calls where they come from. */
  readonly path: string;
  readonly stepSeconds: number;
  /** Older samples than this are dropped, milliseconds. */
  readonly keptMs: number;
}

interface Column {
  readonly value: Pick<MetricValue, 'name' | 'labels'>;
  times: number[];
  values: number[];
}

/** What an endpoint that tells only of now has told: columns of samples, bounded in series and in time. */
export class PolledSamples {
  readonly #source: SampleSource;
  readonly #columns = new Map<string, Column>();
  #hasMore = false;

  constructor(source: SampleSource) {
    this.#source = source;
  }

  /**
   * Adds what was told at a time, epoch milliseconds. What was told of that time or later goes: the clock was put back, and
   * tells it again.
   */
  add(told: readonly MetricValue[], timeMs: number): void {
    for (const { name, labels, value } of told) {
      const column = this.#column({ name, labels });
      if (column === undefined) continue;
      while ((column.times.at(-1) ?? Number.NEGATIVE_INFINITY) >= timeMs) {
        column.times.pop();
        column.values.pop();
      }
      column.times.push(timeMs);
      column.values.push(value);
    }
    this.#drop(timeMs - this.#source.keptMs);
  }

  /** Takes over what was told before a restart. */
  restore(series: readonly RawSeries[]): void {
    for (const { name, labels, times, values } of series) {
      const column = this.#column({ name, labels });
      column?.times.push(...times);
      column?.values.push(...values);
    }
  }

  series(): readonly RawSeries[] {
    const { path, stepSeconds } = this.#source;
    return [...this.#columns.values()].map(({ value, times, values }) => ({
      ...value,
      vendor: 'prometheus',
      paths: [path],
      stepMs: stepSeconds * 1000,
      times: Float64Array.from(times),
      values: Float64Array.from(values),
    }));
  }

  /** What was left out, as sentences without their ends. */
  notes(): readonly string[] {
    return this.#hasMore
      ? [`it has more than ${count(MAX_POLLED_SERIES)} series: further ones are left out`]
      : [];
  }

  #column(value: Column['value']): Column | undefined {
    const key = JSON.stringify([value.name, Object.entries(value.labels)]);
    const known = this.#columns.get(key);
    if (known !== undefined) return known;
    if (this.#columns.size >= MAX_POLLED_SERIES) {
      this.#hasMore = true;
      return undefined;
    }
    const column = { value, times: [], values: [] };
    this.#columns.set(key, column);
    return column;
  }

  #drop(beforeMs: number): void {
    for (const [key, column] of this.#columns) {
      const old = column.times.findIndex((timeMs) => timeMs >= beforeMs);
      if (old < 0) this.#columns.delete(key);
      else if (old > SLACK * column.times.length) {
        column.times = column.times.slice(old);
        column.values = column.values.slice(old);
      }
    }
  }
}
