import { DAY_MS, HOUR_MS } from '../made-logs.ts';
import type { Random } from '../random.ts';
import type { SampledMetric } from '../range-reply.ts';

/** What a gauge shows: an ordinary level, with noise and the rise and fall of the day, and what a busy worker takes. */
interface Gauge {
  readonly metric: Readonly<Record<string, string>>;
  readonly level: number;
  readonly perWorker: number;
  /** What the night's job takes. */
  readonly perJob: number;
}

/** The share of its level by which a gauge differs from it at most, for noise and for the time of the day. */
const NOISE = 0.1;
const DAILY = 0.2;

/** A job that no request has anything to do with, milliseconds of the day. */
const JOB = { fromMs: 3 * HOUR_MS, toMs: 3.6 * HOUR_MS };

const MEGABYTE = 1_000_000;

/** Gauges of the host, then four of each of its groups of processes: all of roles in which incidents are looked for. */
function* gaugesOfHost(): Generator<Gauge> {
  const host = (name: string, level: number, perWorker: number): Gauge => ({
    metric: { __name__: name, instance: 'web1:9100' },
    level,
    perWorker,
    perJob: 0,
  });
  const workers = host('apache_workers', 0, 1);
  yield { ...workers, metric: { ...workers.metric, state: 'busy' } };
  yield host('node_load1', 1, 0.1);
  yield host('node_processes_threads', 400, 1);
  yield host('node_netstat_Tcp_CurrEstab', 300, 2);
  for (let group = 0; ; group++) yield* gaugesOfGroup(group);
}

/** The first group serves requests, the second does the job. */
function* gaugesOfGroup(group: number): Generator<Gauge> {
  const groupname = ['apache2', 'backup'][group] ?? `daemon-${group}`;
  const gauge = (name: string, level: number, taken: readonly [number, number]): Gauge => ({
    metric: { __name__: `namedprocess_namegroup_${name}`, groupname, instance: 'web1:9256' },
    level,
    perWorker: group === 0 ? taken[0] : 0,
    perJob: group === 1 ? taken[1] : 0,
  });
  const memory = gauge('memory_bytes', 80 * MEGABYTE, [20 * MEGABYTE, 3000 * MEGABYTE]);
  const swapped = gauge('memory_bytes', 5 * MEGABYTE, [0, 0]);
  yield { ...memory, metric: { ...memory.metric, memtype: 'resident' } };
  yield { ...swapped, metric: { ...swapped.metric, memtype: 'swapped' } };
  yield gauge('num_threads', 12, [1, 4]);
  yield gauge('num_procs', 4, [1, 1]);
}

/** So many series of a host whose workers were busy so, from midnight on at each step. */
export function sampledGauges(
  count: number,
  {
    busy,
    stepMs,
    random,
  }: {
    readonly busy: Uint32Array;
    readonly stepMs: number;
    readonly random: Random;
  },
): readonly SampledMetric[] {
  const sampled: SampledMetric[] = [];
  for (const gauge of gaugesOfHost()) {
    if (sampled.length === count) break;
    const values = Float64Array.from(busy, (workers, at) =>
      reading(gauge, { workers, timeMs: at * stepMs, random }),
    );
    sampled.push({ metric: gauge.metric, values });
  }
  return sampled;
}

function reading(
  { level, perWorker, perJob }: Gauge,
  {
    workers,
    timeMs,
    random,
  }: {
    readonly workers: number;
    readonly timeMs: number;
    readonly random: Random;
  },
): number {
  const day = DAILY * Math.sin((2 * Math.PI * timeMs) / DAY_MS);
  const noise = NOISE * (2 * random.share() - 1);
  const job = timeMs >= JOB.fromMs && timeMs < JOB.toMs ? perJob : 0;
  return level * (1 + day + noise) + perWorker * workers + job;
}
