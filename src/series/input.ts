import type { MetricSeries, MetricSource } from '../../parsers/contract.ts';
import type { AlarmLevels, Series } from './series.ts';

/** A metric file, read whole by the caller. Directories of the path tell Munin's files apart. */
export interface SeriesFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface SeriesOptions {
  /** The span wanted, epoch milliseconds: archives of several resolutions choose by it. */
  readonly span?: MetricSource['span'];
  /** The node that all files belong to; without it each file tells, or does not. */
  readonly node?: string;
  /** The zone of times that are written without one: a name of the tz database or an offset. */
  readonly zone?: string;
  /** Series that came from no file. */
  readonly polled?: readonly RawSeries[];
}

/** A file that is no metric file. */
export interface Skipped {
  readonly path: string;
  readonly reason: string;
}

/** Series of a file that was read, which say nothing of a resource. */
export interface LeftOut extends Skipped {
  readonly count: number;
}

/** What a room says of a file that it read. */
export interface FileNote {
  readonly path: string;
  readonly text: string;
}

export interface SeriesReading {
  /** By node, then name. */
  readonly series: readonly Series[];
  /** By path. */
  readonly skipped: readonly Skipped[];
  /** By path, then reason. */
  readonly leftOut: readonly LeftOut[];
  /** By path, in the order of the file. */
  readonly notes: readonly FileNote[];
}

export type Vendor = 'collectd' | 'csv' | 'munin' | 'prometheus' | 'rrd' | 'sysstat';

/** A series as its file has it, before its role is known. */
export interface RawSeries extends MetricSeries {
  readonly vendor: Vendor;
  readonly paths: readonly string[];
  readonly node?: string;
  /** The upper end of the graph that the series stands on, in the units of the source. */
  readonly upperLimit?: number;
  /** What the source's graph calls the series. */
  readonly title?: string;
  /** In the units of the source. */
  readonly levels?: AlarmLevels;
}

/** Collects what gives no series, and what was said of those that were read. */
export class SkipList {
  readonly #files: Skipped[] = [];
  readonly #series = new Map<string, { path: string; reason: string; count: number }>();
  readonly #notes: FileNote[] = [];

  file(path: string, reason: string): void {
    this.#files.push({ path, reason });
  }

  notes(path: string, texts: readonly string[]): void {
    for (const text of texts) this.#notes.push({ path, text });
  }

  /** Counts one series of every path that it came from. */
  series(paths: readonly string[], reason: string): void {
    for (const path of paths) {
      const key = `${path}\n${reason}`;
      const entry = this.#series.get(key) ?? { path, reason, count: 0 };
      entry.count += 1;
      this.#series.set(key, entry);
    }
  }

  list(): Omit<SeriesReading, 'series'> {
    const leftOut = [...this.#series].sort(([a], [b]) => (a < b ? -1 : 1));
    return { skipped: this.#files, leftOut: leftOut.map(([, entry]) => entry), notes: this.#notes };
  }
}
