import type { ReadMetrics } from '../ingest/read-metrics.ts';
import type { TimeSpan } from '../rollup/grid.ts';

/** What is known of the resources at a moment. */
export type MetricsNow = Pick<ReadMetrics, 'series' | 'skipped' | 'notes'>;

/** The resources that are watched beside the logs: files, endpoints, the host itself. */
export interface WatchedMetrics {
  /** Counts up whenever something new was told. */
  readonly news: number;
  /** Begins to ask endpoints. */
  start(): Promise<void>;
  /** Of a span of time, epoch milliseconds, which the logs are of. Never rejects: what cannot be had is noted. */
  now(span: TimeSpan): Promise<MetricsNow>;
  /** The same in the end, as a run on the logs of that span would have it. Rejects with an ExpectedError as that does. */
  end(span: TimeSpan): Promise<MetricsNow>;
  stop(): void;
}
