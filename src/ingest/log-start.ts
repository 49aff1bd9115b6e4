import type { LineOrderState } from '../request/times.ts';

/** How a log begins that may go on from another one, which rotation has cut off before it. */
export interface LogStart {
  /** Where in its segment the log's first byte lies. */
  readonly inSegment: number;
  /** What the lines before in its segment decide of the log's first one; undefined where there are none. */
  readonly order?: LineOrderState | undefined;
}

/** That of a log with nothing before it. */
export const OWN_START: LogStart = { inSegment: 0 };
