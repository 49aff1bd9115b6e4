import { GRID_SECONDS } from './grid-level.ts';
import type { ServerName } from './log-formats.ts';
import type { Machine } from './machine.ts';
import type { Resources } from './resources.ts';
import type { Levels } from './server.ts';

/** One series as an exporter shows it, sampled. */
export interface SampledSeries {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** One for each of `sampleTimes`. */
  readonly values: readonly number[];
}

export interface Sampling {
  readonly host: string;
  readonly server: ServerName;
  readonly spanSeconds: number;
  readonly stepSeconds: number;
  /** When the first sample is taken, seconds. */
  readonly phase: number;
}

/** When samples are taken, seconds from the case's begin. */
export function sampleTimes({ spanSeconds, stepSeconds, phase }: Sampling): readonly number[] {
  const count = Math.floor((spanSeconds - phase) / stepSeconds);
  return Array.from({ length: Math.max(0, count) }, (_, i) => phase + i * stepSeconds);
}

const SWAP_TOTAL = 4 * 1024 ** 3;
const PAGE_BYTES = 4096;

/** The series of a machine and its server, as node_exporter, process-exporter and the server's exporter name them. */
export function sampledSeries(
  machine: Machine,
  levels: Levels,
  resources: Resources,
  sampling: Sampling,
): readonly SampledSeries[] {
  const times = sampleTimes(sampling);
  const node = { instance: `${sampling.host}:9100`, job: 'node' };
  const gauge = (values: Float64Array): readonly number[] => times.map((at) => valueAt(values, at));
  const counter = (rates: Float64Array, start: number): readonly number[] =>
    counted(rates, start, times);
  const { ramBytes, cores } = machine;
  const swapOut = rises(resources.swap).map((bytes) => bytes / PAGE_BYTES / GRID_SECONDS);
  const idle = resources.cpu.map((busy) => cores - busy);
  return [
    one(
      'node_memory_MemTotal_bytes',
      node,
      times.map(() => ramBytes),
    ),
    one(
      'node_memory_MemAvailable_bytes',
      node,
      gauge(resources.memory.map((used) => ramBytes - used)),
    ),
    one(
      'node_memory_SwapTotal_bytes',
      node,
      times.map(() => SWAP_TOTAL),
    ),
    one(
      'node_memory_SwapFree_bytes',
      node,
      gauge(resources.swap.map((used) => Math.max(0, SWAP_TOTAL - used))),
    ),
    one('node_vmstat_pswpout', node, counter(swapOut, 5000)),
    one('node_load1', node, gauge(resources.load)),
    one('node_processes_threads', node, gauge(resources.threads)),
    one(
      'node_network_transmit_bytes_total',
      { ...node, device: 'eth0' },
      counter(levels.sentRate, 7e9),
    ),
    ...Array.from({ length: cores }, (_, cpu) => [
      one(
        'node_cpu_seconds_total',
        { ...node, cpu: String(cpu), mode: 'idle' },
        counter(
          idle.map((all) => all / cores),
          500_000,
        ),
      ),
      one(
        'node_cpu_seconds_total',
        { ...node, cpu: String(cpu), mode: 'user' },
        counter(
          resources.cpu.map((all) => all / cores),
          90_000,
        ),
      ),
    ]).flat(),
    ...(levels.diskRate.some((rate) => rate > 0)
      ? [
          one(
            'node_disk_read_bytes_total',
            { ...node, device: 'vda' },
            counter(levels.diskRate, 3e10),
          ),
        ]
      : []),
    ...serverSeries(machine, levels, resources, sampling, { gauge, counter }),
  ];
}

interface Samplers {
  readonly gauge: (values: Float64Array) => readonly number[];
  readonly counter: (rates: Float64Array, start: number) => readonly number[];
}

/** Of the processes that serve. */
export const processNames: Readonly<Record<ServerName, string>> = {
  apache: 'apache2',
  nginx: 'gunicorn',
  lighttpd: 'lighttpd',
  uwsgi: 'uwsgi',
};

function serverSeries(
  { workers }: Machine,
  levels: Levels,
  resources: Resources,
  { host, server }: Sampling,
  { gauge, counter }: Samplers,
): readonly SampledSeries[] {
  const group = { groupname: processNames[server], instance: `${host}:9256`, job: 'process' };
  const own = [
    one(
      'namedprocess_namegroup_memory_bytes',
      { ...group, memtype: 'resident' },
      gauge(resources.serverMemory),
    ),
    one('namedprocess_namegroup_num_procs', group, gauge(resources.processes)),
  ];
  if (server === 'apache') {
    const apache = { instance: `${host}:9117`, job: 'apache' };
    const idle = resources.processes.map((count, step) =>
      Math.max(0, count - (resources.workers[step] ?? 0)),
    );
    return [
      ...own,
      one(
        'apache_workers',
        { ...apache, state: 'busy' },
        gauge(resources.workers.map((busy) => Math.min(workers, busy + 1))),
      ),
      one('apache_workers', { ...apache, state: 'idle' }, gauge(idle)),
      one('apache_accesses_total', apache, counter(levels.requestRate, 3_000_000)),
    ];
  }
  if (server === 'nginx') {
    const nginx = { instance: `${host}:9113`, job: 'nginx' };
    return [
      ...own,
      one('nginx_connections_active', nginx, gauge(resources.connections)),
      one('nginx_http_requests_total', nginx, counter(levels.requestRate, 4_000_000)),
    ];
  }
  return own;
}

function one(
  name: string,
  labels: Readonly<Record<string, string>>,
  values: readonly number[],
): SampledSeries {
  return { name, labels, values };
}

function valueAt(values: Float64Array, at: number): number {
  return values[Math.min(values.length - 1, Math.floor(at / GRID_SECONDS))] ?? 0;
}

/** A counter's values: a sum from a start of long ago. */
function counted(rates: Float64Array, start: number, times: readonly number[]): readonly number[] {
  const sums = new Float64Array(rates.length + 1);
  for (const [step, rate] of rates.entries())
    sums[step + 1] = (sums[step] ?? 0) + rate * GRID_SECONDS;
  return times.map((at) => {
    const step = Math.min(rates.length - 1, Math.floor(at / GRID_SECONDS));
    const partly = (rates[step] ?? 0) * (at - step * GRID_SECONDS);
    return start + (sums[step] ?? 0) + partly;
  });
}

function rises(values: Float64Array): Float64Array {
  return values.map((value, step) =>
    step === 0 ? 0 : Math.max(0, value - (values[step - 1] ?? 0)),
  );
}
