import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { wholeNumber } from '../whole-number.ts';
import type { DaySettings } from './made-day.ts';

export interface AnalysisBenchOptions {
  readonly day: DaySettings;
  /** How often each is analysed. */
  readonly runs: number;
  /** A folder of labelled cases, analysed in place of the day. */
  readonly cases: string | undefined;
}

/** Fewer lines make too few workers busy for an incident. */
const LEAST_LINES = 100_000;

/** Throws an Error that names the option and what it takes. */
export function analysisBenchOptions(argv: readonly string[]): AnalysisBenchOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      lines: { type: 'string', default: '300000' },
      series: { type: 'string', default: '200' },
      step: { type: 'string', default: '60' },
      runs: { type: 'string', default: '3' },
      seed: { type: 'string', default: '1' },
      folder: { type: 'string', default: join(tmpdir(), 'culprit-bench') },
      cases: { type: 'string' },
    },
  });
  return {
    day: {
      lines: wholeNumber('--lines', values.lines, LEAST_LINES),
      series: wholeNumber('--series', values.series),
      stepSeconds: wholeNumber('--step', values.step),
      seed: wholeNumber('--seed', values.seed),
      folder: values.folder,
    },
    runs: wholeNumber('--runs', values.runs),
    cases: values.cases,
  };
}
