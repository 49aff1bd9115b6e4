/** `npm run bench`: makes logs, checks what culprit finds in them, and times it beside its peers. README.md tells how. */
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { basename, join } from 'node:path';
import { bytes, count } from '../../src/report/numbers.ts';
import { type Figure, figuresTable } from './figures.ts';
import { firstDifference, type Told } from './identity.ts';
import { limitsTable } from './limits.ts';
import { type LogPart, rotatedParts } from './log-variants.ts';
import { gzipped, type MadeLog, makeLogs } from './made-logs.ts';
import { hasGnuTime, measure, measureFirstByte, medianUsage, type Usage } from './measure.ts';
import { type BenchOptions, benchOptions } from './options.ts';
import { peers } from './peers.ts';
import { culpritCommand, logTasks, startTasks, type Task, takesJobs } from './tasks.ts';

/** Starts are short: more of them cost nothing. */
const START_RUNS = 11;

interface Surroundings {
  readonly folder: string;
  readonly withUsage: boolean;
}

/** What was measured, and what culprit and its peers got wrong. */
interface Outcome {
  readonly figures: readonly Figure[];
  readonly faults: readonly string[];
}

async function main(): Promise<void> {
  const options = benchOptions(process.argv.slice(2));
  const folder = mkdtempSync(join(tmpdir(), 'culprit-bench-runs-'));
  try {
    await bench(options, { folder, withUsage: hasGnuTime() });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bench(options: BenchOptions, around: Surroundings): Promise<void> {
  const { lines, runs } = options;
  say(`making logs of ${count(lines)} lines in ${options.folder}, but for those that are there`);
  const logs = await makeLogs(options);
  const withJobs = takesJobs();
  const outcomes = [await measured(startTasks(), START_RUNS, around)];
  for (const log of logs) {
    await readIntoCache(log);
    outcomes.push(await measured(logTasks(log, withJobs), runs, around));
  }
  const figures = outcomes.flatMap((outcome) => outcome.figures);
  write(headline(options, logs));
  write(`${figuresTable(figures)}\n${limitsTable(figures)}\n`);
  write(peers.map(({ name, version }) => `${name}: ${version() ?? 'not installed'}\n`).join(''));
  if (!around.withUsage) write('CPU and memory: not measured, GNU time is not installed\n');
  const faults = outcomes.flatMap((outcome) => outcome.faults);
  if (options.checksIdentity) faults.push(...(await identityFaults(logs, withJobs, around)));
  write(faults.length === 0 ? 'All results are right.\n' : `Wrong:\n${faults.join('\n')}\n`);
  if (faults.length > 0) process.exitCode = 1;
}

/** Jobs that must not show in a report. */
const JOBS: readonly number[] = [1, 2, 4];

/** Where the report of a log depends on the jobs, on compression, or on rotation. */
async function identityFaults(
  logs: readonly MadeLog[],
  withJobs: boolean,
  around: Surroundings,
): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const log of logs.filter(({ name }) => name !== 'gzip')) {
    say(
      `comparing reports of ${log.name}: jobs ${withJobs ? JOBS : 'by default'}, compressed, in parts`,
    );
    const whole = [{ path: log.path, start: 0 }];
    const packed = [{ path: await gzipped(log.path), start: 0 }];
    const parts = await rotatedParts(log.path);
    const told = async (of: readonly LogPart[], jobs?: number): Promise<Told> => {
      const paths = of.map(({ path }) => path);
      const { output } = await measure(culpritCommand(log, paths, jobs), around);
      return { text: output, parts: of };
    };
    const first = await told(whole);
    for (const jobs of withJobs ? JOBS : [undefined]) {
      for (const of of [whole, packed, parts]) {
        const difference = firstDifference(first, await told(of, jobs));
        const name = `${log.name}, ${of.map(({ path }) => basename(path))}, jobs ${jobs}`;
        if (difference !== undefined) faults.push(`${name}: ${difference}`);
      }
    }
  }
  return faults;
}

/** Measures the tasks in turn, round by round, so that what else the machine does meets all alike. */
async function measured(
  tasks: readonly Task[],
  rounds: number,
  around: Surroundings,
): Promise<Outcome> {
  const usages: Usage[][] = tasks.map(() => []);
  const faults = new Set<string>();
  say(
    `${rounds} runs of each on ${tasks[0]?.log}: ${tasks.map(({ program }) => program).join('; ')}`,
  );
  for (let round = 0; round < rounds; round++) {
    for (const [at, { log, program, command, until, faults: faultsOf }] of tasks.entries()) {
      const run = until === undefined ? measure(command, around) : measureFirstByte(command);
      const { output, ...usage } = await run;
      usages[at]?.push(usage);
      for (const fault of faultsOf(output)) faults.add(`${log}, ${program}: ${fault}`);
    }
  }
  const figures = tasks.map(({ log, program }, at) => ({
    log,
    program,
    usage: medianUsage(usages[at] ?? []),
  }));
  return { figures, faults: [...faults] };
}

/** What is timed is the work, not the disk. */
async function readIntoCache({ path }: MadeLog): Promise<void> {
  for await (const _ of createReadStream(path));
}

function headline({ lines, runs, seed }: BenchOptions, logs: readonly MadeLog[]): string {
  const [processor] = cpus();
  const machine = `${cpus().length} cores of ${processor?.model.trim()}, ${bytes(totalmem())} of memory`;
  const sizes = logs.map(({ name, facts }) => `${name} ${bytes(facts.bytes)}`).join(', ');
  return `${count(lines)} lines a log (${sizes}; seed ${seed}), median of ${runs} runs; ${machine}, Node ${process.version}.\n\n`;
}

function say(text: string): void {
  process.stderr.write(`bench: ${text}\n`);
}

function write(text: string): void {
  process.stdout.write(text);
}

await main();
