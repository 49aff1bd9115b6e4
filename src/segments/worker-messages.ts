import type { Failure } from './failure.ts';
import type { ReadSegment, Segment } from './segment.ts';

/** Asks a worker for a segment. */
export interface SegmentRequest {
  readonly id: number;
  readonly segment: Segment;
  readonly leastRung: number;
}

/** What a worker answers. */
export type SegmentAnswer =
  | { readonly id: number; readonly read: ReadSegment }
  | { readonly id: number; readonly failure: Failure };
