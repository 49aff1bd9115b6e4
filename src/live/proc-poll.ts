import { readdir, readFile } from 'node:fs/promises';
import type { MetricValue } from '../../parsers/metric-value.ts';
import {
  readLoadavg,
  readMeminfo,
  readNetDev,
  readNetstat,
  readPressure,
  readSockstat,
  readStat,
  readVmstat,
} from '../../parsers/proc/host-files.ts';
import {
  type ProcessStat,
  processValues,
  programOf,
  readProcessMemory,
  readProcessStat,
  type ServingProcess,
} from '../../parsers/proc/processes.ts';
import { ExpectedError } from '../errors.ts';
import { SampledPoll, type Told } from './sampled-poll.ts';

/** Seconds between two looks: they cost some milliseconds. */
export const PROC_STEP_SECONDS = 5;
/** Processes looked at, at most: the first by number. */
export const MAX_PROCESSES = 20_000;

const files: readonly (readonly [path: string, read: (text: string) => readonly MetricValue[]])[] =
  [
    ['meminfo', readMeminfo],
    ['loadavg', readLoadavg],
    ['stat', readStat],
    ['vmstat', readVmstat],
    ['pressure/cpu', (text) => readPressure(text, 'cpu')],
    ['pressure/io', (text) => readPressure(text, 'io')],
    ['pressure/memory', (text) => readPressure(text, 'memory')],
    ['net/sockstat', readSockstat],
    ['net/sockstat6', readSockstat],
    ['net/snmp', readNetstat],
    ['net/netstat', readNetstat],
    ['net/dev', readNetDev],
  ];

/** The host that culprit runs on, by Linux' own files: nothing has to be set up. */
export class ProcPoll extends SampledPoll {
  readonly #root: string;

  /** Samples are kept for so many milliseconds. */
  constructor(keptMs: number, root = '/proc') {
    super({ path: '/proc', stepSeconds: PROC_STEP_SECONDS, keptMs });
    this.#root = root;
  }

  protected async ask(now: () => number): Promise<Told> {
    const timeMs = now();
    const values: MetricValue[] = [];
    for (const [path, read] of files) values.push(...read(await this.#text(path)));
    if (values.length === 0) {
      throw new ExpectedError(
        `${this.#root} tells nothing of this host`,
        'name its metrics with -m',
      );
    }
    values.push(...(await this.#processes()));
    return { values, timeMs };
  }

  async #processes(): Promise<readonly MetricValue[]> {
    const names = await readdir(this.#root).catch(() => []);
    const pids = names.filter((name) => /^\d+$/.test(name)).slice(0, MAX_PROCESSES);
    const all: ProcessStat[] = [];
    const serving: ServingProcess[] = [];
    for (const pid of pids) {
      const stat = readProcessStat(await this.#text(`${pid}/stat`));
      if (stat === undefined) continue;
      all.push(stat);
      const group = programOf(stat.name);
      if (group === undefined) continue;
      const memory = readProcessMemory(await this.#text(`${pid}/status`));
      serving.push({ group, threads: stat.threads, ...memory });
    }
    return processValues(all, serving);
  }

  /** Empty where the kernel has no such file, or the process is gone. */
  async #text(path: string): Promise<string> {
    return readFile(`${this.#root}/${path}`, 'utf8').catch(() => '');
  }
}
