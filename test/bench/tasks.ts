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
  readonly faults: (output: string) => readonly string[];
}

const CULPRIT: string = fileURLToPath(new URL('../../../bin/culprit.js', import.meta.url));

/** What there is to measure on a log: culprit first, then its peers that are installed. */
export function logTasks(log: MadeLog): readonly Task[] {
  const metrics = log.metrics === undefined ? [] : ['-m', log.metrics];
  const argv = [process.execPath, CULPRIT, log.path, ...metrics, '--format', 'json'];
  const own: Task = {
    log: log.name,
    program: log.metrics === undefined ? 'culprit' : 'culprit, with metrics',
    command: { argv },
    faults: (output) => reportFaults(log, JSON.parse(output) as Report),
  };
  const installed = peers.filter(
    ({ logs, version }) => logs.includes(log.name) && version() !== undefined,
  );
  return [
    own,
    ...installed.map(({ name, command, isRight }) => ({
      log: log.name,
      program: name,
      command: command(log),
      faults: (output: string) =>
        isRight(output, log.facts) ? [] : [`printed ${output.slice(0, 200)}`],
    })),
  ];
}

/** From a start to an end with nothing to do, and the same of Node alone. */
export function startTasks(): readonly Task[] {
  const start = { log: 'none', faults: () => [] };
  return [
    {
      ...start,
      program: 'culprit --help',
      command: { argv: [process.execPath, CULPRIT, '--help'] },
    },
    { ...start, program: 'node -e 0', command: { argv: [process.execPath, '-e', '0'] } },
  ];
}
