import type { ScannedLines } from '../../parsers/scanned-lines.ts';

/** Lines from the one at `from` to the one before `to`. */
export interface LineRun {
  readonly lines: ScannedLines;
  readonly from: number;
  readonly to: number;
}
