import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type LogName, logNames } from './made-logs.ts';
import { wholeNumber } from './whole-number.ts';

/** Fewer lines make a burst of so few workers that it may well be called a suspect only. */
export const LEAST_LINES = 300_000;

export interface BenchOptions {
  /** Of each log. */
  readonly lines: number;
  /** How often each program is run on each log. */
  readonly runs: number;
  readonly seed: number;
  /** The logs that are measured. */
  readonly logs: readonly LogName[];
  /** Where logs are kept from run to run. */
  readonly folder: string;
  /** Whether it is checked that the report is the same for all jobs, compressed and in rotated parts. */
  readonly checksIdentity: boolean;
}

/** Throws an Error that names the option and what it takes. */
export function benchOptions(argv: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      lines: { type: 'string', default: '3000000' },
      runs: { type: 'string', default: '3' },
      seed: { type: 'string', default: '1' },
      logs: { type: 'string', default: logNames.join(',') },
      folder: { type: 'string', default: join(tmpdir(), 'culprit-bench') },
      'without-identity': { type: 'boolean', default: false },
    },
  });
  return {
    lines: wholeNumber('--lines', values.lines, LEAST_LINES),
    runs: wholeNumber('--runs', values.runs),
    seed: wholeNumber('--seed', values.seed),
    logs: values.logs.split(',').map(logName),
    folder: values.folder,
    checksIdentity: !values['without-identity'],
  };
}

function logName(text: string): LogName {
  const name = logNames.find((known) => known === text);
  if (name !== undefined) return name;
  throw new Error(`--logs ${text} is unknown: use ${logNames.join(', ')}`);
}
