import type { MetricReading } from '../contract.ts';
import type { SeriesEntry, SeriesTable } from './series-table.ts';

/** Says what to do with a scrape that has no times: one line for people. */
export const UNTIMED_HINT =
  'put the time of the scrape into the file name (metrics-20261121T050617Z.prom), write "# scraped at 2026-11-21T05:06:17Z" above it, or ask Prometheus for the span';

/** Gives the samples of scrapes one after another their times. */
export class Scrapes {
  readonly table: SeriesTable;
  /** When the present scrape was taken, epoch milliseconds; NaN when nothing tells. */
  timeMs: number;
  #samples = 0;
  #untimed = 0;
  /** Samples by what they are, that no single value tells. */
  readonly leftOut: Map<string, number> = new Map<string, number>();

  constructor(table: SeriesTable, timeMs: number) {
    this.table = table;
    this.timeMs = timeMs;
  }

  /** Takes a sample with the time that stands beside it, NaN for none. */
  observe(entry: SeriesEntry, value: number, ownTimeMs: number): void {
    this.#samples += 1;
    const timeMs = Number.isNaN(ownTimeMs) ? this.timeMs : ownTimeMs;
    if (Number.isNaN(timeMs)) {
      this.#untimed += 1;
      return;
    }
    entry.times.push(timeMs);
    entry.values.push(value);
  }

  skip(what: string): void {
    this.leftOut.set(what, (this.leftOut.get(what) ?? 0) + 1);
  }

  finish(): MetricReading {
    const notes = [...this.leftOut].map(
      ([what, count]) => `${count} samples of ${what} are not read`,
    );
    if (this.#samples === 0 && notes.length === 0) notes.push('there are no samples in it');
    if (this.#untimed > 0) {
      const part = this.#untimed === this.#samples ? 'samples' : `${this.#untimed} samples`;
      notes.push(`${part} without times give no series: ${UNTIMED_HINT}`);
    }
    return { series: this.table.finish(), notes };
  }
}
