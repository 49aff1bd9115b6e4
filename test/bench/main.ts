/** `npm run bench`: makes logs, checks what culprit finds in them, and times it beside its peers. README.md tells how. */
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { bytes, count } from '../../src/report/numbers.ts';
import { sameButForPath } from './checks.ts';
import { type Figure, figuresTable } from './figures.ts';
import { type MadeLog, makeLogs } from './made-logs.ts';
import { hasGnuTime, measure, medianUsage, type Usage } from './measure.ts';
import { type BenchOptions, benchOptions } from './options.ts';
import { peers } from './peers.ts';
import { logTasks, startTasks, type Task } from './tasks.ts';

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
  /** What each program printed last, in the order of the tasks. */
  readonly outputs: readonly string[];
}

async function main(): Promise<void> {
  const options = benchOptions(process.argv.slice(2));
  const folder = mkdtempSync(join(tmpdir(), 'culprit-bench-'));
  try {
    await bench(options, { folder, withUsage: hasGnuTime() });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bench(options: BenchOptions, around: Surroundings): Promise<void> {
  const { lines, runs } = options;
  say(`making logs of ${count(lines)} lines in ${around.folder}`);
  const logs = await makeLogs({ folder: around.folder, ...options });
  const outcomes = [await measured(startTasks(), START_RUNS, around)];
  const reports: { path: string; text: string }[] = [];
  for (const log of logs.filter(({ name }) => options.logs.includes(name))) {
    await readIntoCache(log);
    const outcome = await measured(logTasks(log), runs, around);
    outcomes.push(outcome);
    if (log.path.startsWith(logs[0]?.path ?? '')) {
      reports.push({ path: log.path, text: outcome.outputs[0] ?? '' });
    }
  }
  write(headline(options, logs));
  write(figuresTable(outcomes.flatMap(({ figures }) => figures)));
  write(peers.map(({ name, version }) => `${name}: ${version() ?? 'not installed'}\n`).join(''));
  if (!around.withUsage) write('CPU and memory: not measured, GNU time is not installed\n');
  const faults = outcomes.flatMap((outcome) => outcome.faults);
  const [plain, packed] = reports;
  if (plain && packed && !sameButForPath(plain, packed)) faults.push('gzip: another report');
  write(faults.length === 0 ? 'All results are right.\n' : `Wrong:\n${faults.join('\n')}\n`);
  if (faults.length > 0) process.exitCode = 1;
}

/** Measures the tasks in turn, round by round, so that what else the machine does meets all alike. */
async function measured(
  tasks: readonly Task[],
  rounds: number,
  around: Surroundings,
): Promise<Outcome> {
  const usages: Usage[][] = tasks.map(() => []);
  const outputs: string[] = tasks.map(() => '');
  const faults = new Set<string>();
  say(
    `${rounds} runs of each on ${tasks[0]?.log}: ${tasks.map(({ program }) => program).join('; ')}`,
  );
  for (let round = 0; round < rounds; round++) {
    for (const [at, { log, program, command, faults: faultsOf }] of tasks.entries()) {
      const { output, ...usage } = await measure(command, around);
      usages[at]?.push(usage);
      outputs[at] = output;
      for (const fault of faultsOf(output)) faults.add(`${log}, ${program}: ${fault}`);
    }
  }
  const figures = tasks.map(({ log, program }, at) => ({
    log,
    program,
    usage: medianUsage(usages[at] ?? []),
  }));
  return { figures, faults: [...faults], outputs };
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
