import type { RawSeries, SeriesFile } from '../series/input.ts';

/** An endpoint that tells only of now, and what it told so far. */
export interface Poll {
  /** Seconds until the endpoint has something new. Settled by the first poll. */
  readonly stepSeconds: number;
  /** Asks once; `now` gives epoch milliseconds. Throws an ExpectedError when the endpoint cannot be asked. */
  poll(now: () => number): Promise<void>;
  /** What was told, where it is text of a metric format. */
  files(): readonly SeriesFile[];
  /** What was told, where it is not. */
  series(): readonly RawSeries[];
}
