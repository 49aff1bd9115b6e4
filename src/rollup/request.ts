import type { Dimension } from './dimension.ts';

/** One request as the rollup takes it: a record with its times settled and its dimensions named. */
export interface Request {
  /** Epoch milliseconds UTC. Equal to `endMs` when the duration is not known. */
  readonly startMs: number;
  readonly endMs: number;
  /** Whether start and end are two facts, or one of them stands for both. */
  readonly durationKnown: boolean;
  readonly bytesOut: number | undefined;
  readonly bytesIn: number | undefined;
  readonly aborted: boolean;
  /** A status of 500 or above. */
  readonly failed: boolean;
  /** The value in each dimension; a dimension the log does not carry is absent. */
  readonly dimensions: Readonly<Partial<Record<Dimension, string>>>;
  /** Where the line stands: which input, and at which byte. */
  readonly source: number;
  readonly offset: number;
}
