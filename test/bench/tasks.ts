import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Report } from '../../src/report/report.ts';
import { reportFaults } from './checks.ts';
import type { MadeLog } from './made-logs.ts';
import type { Command } from './measure.ts';
import { peers } from './peers.ts';

/** A program to measure on a log, and how to tell what is wrong with what it printed. */
export interface Task {
  readonly log: string;
  readonly program: string;
  readonly command: Command;
  /** What is timed: to the end, unless said. */
  readonly until?: 'first byte';
  readonly faults: (output: string) => readonly string[];
}

const CULPRIT: string = fileURLToPath(new URL('../../../bin/culprit.js', import.meta.url));

/** The command that has culprit report of a log as JSON, in one file or in parts. */
export function culpritCommand(
  { metrics }: MadeLog,
  paths: readonly string[],
  jobs?: number,
): Command {
  const options = [
    ...(metrics === undefined ? [] : ['-m', metrics]),
    ...(jobs === undefined ? [] : ['--jobs', String(jobs)]),
  ];
  return { argv: [process.execPath, CULPRIT, ...paths, ...options, '--format', 'json'] };
}

/** Whether culprit can be told how many jobs it may use. */
export function takesJobs(): boolean {
  const { stdout } = spawnSync(process.execPath, [CULPRIT, '--help'], { encoding: 'utf8' });
  return stdout.includes('--jobs');
}

/** How culprit is called in tables, with its default of jobs. */
export const OWN = 'culprit';

/** What there is to measure on a log: culprit first, then its peers that are installed. */
export function logTasks(log: MadeLog, withJobs: boolean): readonly Task[] {
  const own = (program: string, jobs?: number): Task => ({
    log: log.name,
    program,
    command: culpritCommand(log, [log.path], jobs),
    faults: (output) => reportFaults(log, JSON.parse(output) as Report),
  });
  const installed = peers.filter(
    ({ logs, version }) => logs.includes(log.name) && version() !== undefined,
  );
  return [
    own(OWN),
    ...(withJobs ? [own(`${OWN} --jobs 1`, 1)] : []),
    ...installed.map(({ name, command, isRight }) => ({
      log: log.name,
      program: name,
      command: command(log),
      faults: (output: string) =>
        isRight(output, log.facts) ? [] : [`printed ${output.slice(0, 200)}`],
    })),
  ];
}

export const HELP: string = `${OWN} --help, first byte`;
export const BARE_NODE = 'node -e 0';

/** From a start to the first byte of the help, and Node alone from its start to its end. */
export function startTasks(): readonly Task[] {
  const start = { log: 'none', faults: () => [] };
  return [
    {
      ...start,
      program: HELP,
      command: { argv: [process.execPath, CULPRIT, '--help'] },
      until: 'first byte',
    },
    { ...start, program: BARE_NODE, command: { argv: [process.execPath, '-e', '0'] } },
  ];
}
