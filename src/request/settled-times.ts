import { MAX_LINES } from '../../parsers/scanned-lines.ts';
import type { RequestTimes } from './times.ts';

/** The times of scanned lines, as `RequestTimes` has those of one: a place for each line. */
export class SettledTimes {
  readonly startMs: Float64Array = new Float64Array(MAX_LINES);
  readonly endMs: Float64Array = new Float64Array(MAX_LINES);
  /** 1 where the duration is known. */
  readonly durationKnown: Uint8Array = new Uint8Array(MAX_LINES);
  /** 1 where it was read off the order of the lines. */
  readonly implied: Uint8Array = new Uint8Array(MAX_LINES);

  put(line: number, { startMs, endMs, durationKnown, implied }: RequestTimes): void {
    this.startMs[line] = startMs;
    this.endMs[line] = endMs;
    this.durationKnown[line] = durationKnown ? 1 : 0;
    this.implied[line] = implied ? 1 : 0;
  }
}
