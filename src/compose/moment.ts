import type { TimelineEntry } from '../report/report.ts';

/** Something that happened; `timeMs` is epoch milliseconds UTC. */
export interface Moment extends Omit<TimelineEntry, 'time'> {
  readonly timeMs: number;
}
