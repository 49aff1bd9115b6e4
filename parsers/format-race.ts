import { explains, type FormatScore, scoreFormat } from './format-score.ts';
import type { CompiledPreset } from './rooms.ts';
import { spreadLines } from './spread-lines.ts';

/**
 * Lines of a sample, spread over it evenly, on which formats are compared before those that can still win are compared on
 * more, and last on all.
 */
export const HEAT_LINES: readonly number[] = [8, 64];

/**
 * How far a format may lie behind the best one of a heat of so many lines and still win: three standard errors of the
 * mean, where what tells two formats apart is a point of evidence on some lines. On 64 lines that is 0.15.
 */
function leeway(lines: number): number {
  return 1.2 / Math.sqrt(lines);
}

/** A format that may be the log's, under its full name. */
export interface Entrant extends CompiledPreset {
  /** The preset's name behind those of prefixes, as `compileFormat` takes it. */
  readonly name: string;
}

/** How well an entrant explains lines. */
export interface Trial extends FormatScore {
  readonly entrant: Entrant;
}

export interface Race {
  /** Those that could win, by all lines; all entrants where none explains them. In the order of the entrants. */
  readonly finals: readonly Trial[];
  /** The others, by the lines on which they were beaten. */
  readonly beaten: readonly Trial[];
}

/** Compares formats on a sample of lines, those that fall behind on few of them. */
export function race(entrants: readonly Entrant[], lines: readonly Uint8Array[]): Race {
  let left = entrants;
  const beaten: Trial[] = [];
  for (const size of HEAT_LINES.filter((one) => one < lines.length)) {
    const trials = trialsOf(left, spreadLines(lines, size));
    const explaining = trials.filter((trial) => explains(trial));
    if (explaining.length === 0) return { finals: trialsOf(entrants, lines), beaten: [] };
    const least = Math.max(...explaining.map(({ score }) => score)) - leeway(size);
    const mayWin = ({ parsed, score }: Trial): boolean => parsed > 0 && score >= least;
    beaten.push(...trials.filter((trial) => !mayWin(trial)));
    left = trials.filter(mayWin).map(({ entrant }) => entrant);
  }
  const finals = trialsOf(left, lines);
  const isWon = beaten.length === 0 || finals.some((trial) => explains(trial));
  return isWon ? { finals, beaten } : { finals: trialsOf(entrants, lines), beaten: [] };
}

/** Reads all lines with each of the formats. */
export function trialsOf(
  entrants: readonly Entrant[],
  lines: readonly Uint8Array[],
): readonly Trial[] {
  return entrants.map((entrant) => ({ entrant, ...scoreFormat(entrant, lines) }));
}
