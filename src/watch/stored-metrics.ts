import { cut } from '../collect.ts';
import { type MetricSettings, type ReadMetrics, readMetrics } from '../ingest/read-metrics.ts';
import type { TimeSpan } from '../rollup/grid.ts';
import type { MetricsNow } from './watched-metrics.ts';

/** Files of metrics are read again after this time: what writes them does so every few minutes. */
export const REREAD_MS = 60_000;

/** Files of metrics, which their writers go on with. */
export class StoredMetrics {
  readonly #paths: readonly string[];
  readonly #settings: Omit<MetricSettings, 'span'>;
  readonly #clock: () => number;
  #read: { readonly clockMs: number; readonly metrics: ReadMetrics } | undefined;

  /** `clock` is in milliseconds from any start. */
  constructor(
    paths: readonly string[],
    settings: Omit<MetricSettings, 'span'>,
    clock: () => number,
  ) {
    this.#paths = paths;
    this.#settings = settings;
    this.#clock = clock;
  }

  /** What they hold up to the end of the span: in a log that is replayed what came later is not known yet. */
  async now(span: TimeSpan): Promise<MetricsNow> {
    const { series, skipped, notes } = await this.#metrics(span);
    const { toMs } = span;
    const known = series.map((one) => cut(one, { fromMs: Number.NEGATIVE_INFINITY, toMs }));
    return { series: known.filter(({ times }) => times.length > 1), skipped, notes };
  }

  async #metrics(span: TimeSpan): Promise<ReadMetrics> {
    const clockMs = this.#clock();
    if (this.#read !== undefined && clockMs - this.#read.clockMs < REREAD_MS) {
      return this.#read.metrics;
    }
    const metrics = await readMetrics(this.#paths, { ...this.#settings, span });
    this.#read = { clockMs, metrics };
    return metrics;
  }
}
