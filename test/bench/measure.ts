import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A program with its arguments, and what its environment has beside ours. */
export interface Command {
  readonly argv: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** What one run took. */
export interface Usage {
  readonly wallSeconds: number;
  /** Of all its threads and processes, in user and system mode; undefined without GNU time. */
  readonly cpuSeconds?: number;
  /** Peak resident memory, of the largest process where there are several; undefined without GNU time. */
  readonly peakBytes?: number;
}

export interface Ran extends Usage {
  readonly output: string;
}

/** `man 1 time` of GNU time; the one of a shell or of BSD has no formats. */
const GNU_TIME = '/usr/bin/time';
const TIME_FORMAT = '%U %S %M';
const KIB = 1024;

/** Whether CPU time and memory can be measured. */
export function hasGnuTime(): boolean {
  const { stdout, stderr } = spawnSync(GNU_TIME, ['--version'], { encoding: 'utf8' });
  return `${stdout}${stderr}`.includes('GNU');
}

/**
 * Runs a command once, from its start to its end, its output into a file of `folder`, as a shell would. Rejects with an Error
 * where it fails.
 */
export async function measure(
  { argv, environment = {} }: Command,
  { folder, withUsage }: { readonly folder: string; readonly withUsage: boolean },
): Promise<Ran> {
  const [outPath, errorPath, usagePath] = ['out', 'error', 'usage'].map((name) =>
    join(folder, `run.${name}`),
  ) as [string, string, string];
  const timed = [GNU_TIME, '-q', '-o', usagePath, '-f', TIME_FORMAT, ...argv];
  const [program = '', ...rest] = withUsage ? timed : argv;
  const [out, error] = [openSync(outPath, 'w'), openSync(errorPath, 'w')];
  const startMs = performance.now();
  const child = spawn(program, rest, {
    stdio: ['ignore', out, error],
    env: { ...process.env, ...environment },
  });
  const status = await new Promise<number | string | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? signal));
  });
  const wallSeconds = (performance.now() - startMs) / 1000;
  for (const file of [out, error]) closeSync(file);
  if (status !== 0) {
    const said = readFileSync(errorPath, 'utf8').trim().slice(-500);
    throw new Error(`${argv.join(' ')} ended with ${status}: ${said}`);
  }
  const usage = withUsage ? parseUsage(readFileSync(usagePath, 'utf8')) : {};
  return { wallSeconds, ...usage, output: readFileSync(outPath, 'utf8') };
}

/** Runs a command as `measure` does, but takes the time to the first byte that it prints. */
export async function measureFirstByte({ argv, environment = {} }: Command): Promise<Ran> {
  const [program = '', ...rest] = argv;
  const startMs = performance.now();
  const child = spawn(program, rest, {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...environment },
  });
  return await new Promise((resolve, reject) => {
    let output = '';
    let wallSeconds = Number.NaN;
    child.on('error', reject);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (output === '') wallSeconds = (performance.now() - startMs) / 1000;
      output += text;
    });
    child.on('close', (status) => {
      if (status === 0 && output !== '') resolve({ wallSeconds, output });
      else
        reject(
          new Error(
            `${argv.join(' ')} ended with ${status}, and printed ${output.length} characters`,
          ),
        );
    });
  });
}

/** Reads what GNU time wrote: seconds of user and system time, and KiB. */
export function parseUsage(text: string): Pick<Usage, 'cpuSeconds' | 'peakBytes'> {
  const [user, system, peak] = text.trim().split(' ').map(Number);
  if (user === undefined || system === undefined || peak === undefined) {
    throw new Error(`time wrote ${JSON.stringify(text)}, not ${TIME_FORMAT}`);
  }
  return { cpuSeconds: user + system, peakBytes: peak * KIB };
}

/** The median of each figure. Throws an Error of no runs. */
export function medianUsage(runs: readonly Usage[]): Usage {
  const figures = <K extends keyof Usage>(name: K): number[] =>
    runs.flatMap((run) => (run[name] === undefined ? [] : [run[name]]));
  const [cpu, peak] = [figures('cpuSeconds'), figures('peakBytes')];
  return {
    wallSeconds: median(figures('wallSeconds')),
    ...(cpu.length === 0 ? {} : { cpuSeconds: median(cpu) }),
    ...(peak.length === 0 ? {} : { peakBytes: median(peak) }),
  };
}

/** The middle value; of an even number the lower of the two: one that was measured. */
function median(values: readonly number[]): number {
  const middle = values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
  if (middle === undefined) throw new Error('nothing was measured');
  return middle;
}
