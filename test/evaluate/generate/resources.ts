import type { Draw } from './draw.ts';
import { GRID_SECONDS } from './grid-level.ts';
import type { Machine } from './machine.ts';
import type { Levels } from './server.ts';

/** What a machine's gauges would show, step by step of the grid. */
export interface Resources {
  readonly memory: Float64Array;
  readonly swap: Float64Array;
  readonly serverMemory: Float64Array;
  readonly workers: Float64Array;
  readonly processes: Float64Array;
  readonly threads: Float64Array;
  readonly connections: Float64Array;
  /** Cores. */
  readonly cpu: Float64Array;
  readonly load: Float64Array;
}

export const resourceNames = [
  'memory',
  'workers',
  'threads',
  'cpu',
  'connections',
] as const satisfies readonly (keyof Resources)[];
/** What an incident may be first seen in. */
export type ResourceName = (typeof resourceNames)[number];

const SPARE_WORKERS = 5;
/** A worker process that nobody needs any more is ended after so long. */
const KEPT_SECONDS = 120;
const SWAP_FROM = 0.92;
/** https://man7.org/linux/man-pages/man5/proc_loadavg.5.html: an average over about a minute. */
const LOAD_SECONDS = 60;
const SYSTEM_THREADS = 180;

/** Works out the gauges; `noise` is how much else goes on, 1 on an ordinary machine. */
export function resourcesOf(
  machine: Machine,
  levels: Levels,
  { draw, noise }: { readonly draw: Draw; readonly noise: number },
): Resources {
  const kept = processesOf(levels.busyWorkers, machine);
  const memoryNoise = wander(kept.length, draw, { seconds: 600, deviation: 25e6 * noise });
  const ownMemory = kept.map(
    (count, step) => count * machine.workerBytes + at(levels.extraBytes, step),
  );
  const wanted = ownMemory.map((own, step) => machine.baseBytes + own + at(memoryNoise, step));
  const room = SWAP_FROM * machine.ramBytes;
  const cpuNoise = wander(kept.length, draw, {
    seconds: 60,
    deviation: 0.04 * machine.cores * noise,
  });
  const cpu = levels.cpuCores.map((cores, step) =>
    Math.min(
      machine.cores,
      Math.max(0.02, cores + 0.05 * machine.cores + Math.abs(at(cpuNoise, step))),
    ),
  );
  const swap = wanted.map((bytes) => Math.max(0, bytes - room));
  const runnable = levels.cpuCores.map((cores, step) => cores + at(swap, step) / 1e9 + 0.1);
  return {
    memory: wanted.map((bytes) => Math.min(bytes, room)),
    swap,
    serverMemory: ownMemory,
    workers: levels.busyWorkers.map((busy) => Math.round(busy)),
    processes: kept,
    threads: kept.map(
      (count, step) => SYSTEM_THREADS + count + Math.round(at(levels.leakedThreads, step)),
    ),
    connections: levels.connections.map((open, step) => Math.round(open + at(kept, step) / 3)),
    cpu,
    load: smoothed(runnable, LOAD_SECONDS),
  };
}

/** Worker processes: those that are busy, some spare ones, and what a busy time left for a while. */
function processesOf(busy: Float64Array, { workers }: Machine): Float64Array {
  const keptSteps = KEPT_SECONDS / GRID_SECONDS;
  return busy.map((_, step) => {
    const recent = busy.subarray(Math.max(0, step - keptSteps), step + 1);
    return Math.min(workers, SPARE_WORKERS + Math.ceil(Math.max(...recent)));
  });
}

/** Noise that goes away from its mean and comes back to it within some seconds. */
function wander(
  steps: number,
  draw: Draw,
  { seconds, deviation }: { readonly seconds: number; readonly deviation: number },
): Float64Array {
  const keeps = Math.exp(-GRID_SECONDS / seconds);
  const values = new Float64Array(steps);
  let value = 0;
  for (let step = 0; step < steps; step++) {
    value = keeps * value + Math.sqrt(1 - keeps ** 2) * deviation * draw.normal();
    values[step] = value;
  }
  return values;
}

function smoothed(values: Float64Array, seconds: number): Float64Array {
  const keeps = Math.exp(-GRID_SECONDS / seconds);
  let level = values[0] ?? 0;
  return values.map((value) => {
    level = keeps * level + (1 - keeps) * value;
    return level;
  });
}

function at(values: Float64Array, step: number): number {
  return values[step] ?? 0;
}
