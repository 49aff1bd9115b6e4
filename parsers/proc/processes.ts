import { colonLines, type MetricValue } from '../metric-value.ts';

/** One process, as `/proc/<pid>/stat` begins to tell of it. */
export interface ProcessStat {
  /** Its program's name, 15 bytes at most. */
  readonly name: string;
  readonly threads: number;
}

/** Where the count of threads stands, counted from behind the name (field 20; `man 5 proc_pid_stat`). */
const THREADS = 17;

/** Reads `/proc/<pid>/stat`; the name may hold blanks and brackets. */
export function readProcessStat(text: string): ProcessStat | undefined {
  const [open, close] = [text.indexOf('('), text.lastIndexOf(')')];
  if (open < 0 || close < open) return undefined;
  const threads = Number(text.slice(close + 2).split(' ')[THREADS] ?? Number.NaN);
  return Number.isFinite(threads) ? { name: text.slice(open + 1, close), threads } : undefined;
}

/** Memory of one process, bytes. */
export interface ProcessMemory {
  readonly resident: number;
  readonly swapped: number;
}

const KIB = 1024;

/** Reads `/proc/<pid>/status`. */
export function readProcessMemory(text: string): ProcessMemory {
  const lines = colonLines(text);
  const bytes = (word: string): number => KIB * (Number.parseInt(lines.get(word) ?? '0', 10) || 0);
  return { resident: bytes('VmRSS'), swapped: bytes('VmSwap') };
}

/** A program, and what it runs as. */
interface Program {
  readonly group: string;
  readonly names: RegExp;
}

/** Programs that answer requests, by the names of their processes: servers, and what runs applications behind them. */
const programs: readonly Program[] = [
  { group: 'apache2', names: /^(?:apache2|httpd)$/ },
  { group: 'nginx', names: /^nginx$/ },
  { group: 'lighttpd', names: /^lighttpd$/ },
  { group: 'uwsgi', names: /^uwsgi/ },
  { group: 'php-fpm', names: /^php-fpm|^php-cgi/ },
  { group: 'gunicorn', names: /^gunicorn/ },
  { group: 'puma', names: /^puma/ },
  { group: 'node', names: /^node$/ },
  { group: 'java', names: /^java$/ },
  { group: 'haproxy', names: /^haproxy$/ },
  { group: 'varnishd', names: /^varnishd|^cache-main$/ },
  { group: 'caddy', names: /^caddy$/ },
  { group: 'python', names: /^python[\d.]*$/ },
];

/** The program that a process is of; undefined for those that have nothing to do with requests. */
export function programOf(name: string): string | undefined {
  return programs.find(({ names }) => names.test(name))?.group;
}

/** A process that answers requests. */
export interface ServingProcess extends ProcessMemory {
  readonly group: string;
  readonly threads: number;
}

/** What all processes come to, and those of each program, under the names of node_exporter and process-exporter. */
export function processValues(
  all: readonly ProcessStat[],
  serving: readonly ServingProcess[],
): readonly MetricValue[] {
  const sum = (numbers: readonly number[]): number =>
    numbers.reduce((one, other) => one + other, 0);
  const groups = [...new Set(serving.map(({ group }) => group))].sort();
  const threads = sum(all.map((one) => one.threads));
  return [
    { name: 'node_processes_pids', labels: {}, value: all.length },
    { name: 'node_processes_threads', labels: {}, value: threads },
    ...groups.flatMap((groupname) => {
      const own = serving.filter(({ group }) => group === groupname);
      const memory = (memtype: string, value: number): MetricValue => ({
        name: 'namedprocess_namegroup_memory_bytes',
        labels: { groupname, memtype },
        value,
      });
      const counted = (name: string, value: number): MetricValue => ({
        name: `namedprocess_namegroup_${name}`,
        labels: { groupname },
        value,
      });
      return [
        counted('num_procs', own.length),
        counted('num_threads', sum(own.map((one) => one.threads))),
        memory('resident', sum(own.map(({ resident }) => resident))),
        memory('swapped', sum(own.map(({ swapped }) => swapped))),
      ];
    }),
  ];
}
