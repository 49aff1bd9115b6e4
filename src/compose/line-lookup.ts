import type { LargeRequest } from '../rollup/largest.ts';

/** Raw lines by log and offset; undefined where the line cannot be had any more. */
export type LineLookup = (place: ExemplarPlace) => string | undefined;

export interface ExemplarPlace {
  readonly path: string;
  readonly offset: number;
  readonly request: LargeRequest;
  /** The raw line and the client, where they are known already. */
  readonly line?: string;
  readonly client?: string;
}
