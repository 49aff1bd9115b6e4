import type { Request } from '../../src/rollup/request.ts';
import type { Series } from '../../src/series/series.ts';

/** A series with one sample every `stepSeconds` from `startMs`; memory in bytes, up is bad, unless said. */
export function seriesOf(
  values: readonly number[],
  settings: Partial<Series> & { readonly startMs?: number } = {},
): Series {
  const { startMs = Date.UTC(2026, 10, 21), stepSeconds = 10, ...rest } = settings;
  return {
    name: 'resource',
    role: 'memory',
    unit: 'bytes',
    direction: 1,
    sampling: 'instant',
    stepSeconds,
    times: Float64Array.from(values, (_, i) => startMs + i * stepSeconds * 1000),
    values: Float64Array.from(values),
    ...rest,
  };
}

/** Reproducible noise in [-1, 1): the same seed gives the same values everywhere. */
export function noise(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

/** When samples are taken, and how far off they are: up to `noise` times the highest rise, either way. */
export interface Sampled {
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepSeconds: number;
  readonly noise?: number;
  readonly seed?: number;
}

type Labels = Partial<Pick<Series, 'name' | 'node' | 'role' | 'unit' | 'capacity' | 'direction'>>;

/** A series that stands at `base` and at each instant has risen by what `rise` says. */
export function sampledSeries(
  rise: (timeMs: number) => number,
  base: number,
  sampled: Sampled,
  labels: Labels = {},
): Series {
  const { fromMs, toMs, stepSeconds } = sampled;
  const length = Math.floor((toMs - fromMs) / (stepSeconds * 1000)) + 1;
  const risen = Array.from({ length }, (_, i) => rise(fromMs + i * stepSeconds * 1000));
  const off = Math.max(0, ...risen) * (sampled.noise ?? 0);
  const next = noise(sampled.seed ?? 99);
  const values = risen.map((value) => base + value + off * next());
  return seriesOf(values, { startMs: fromMs, stepSeconds, ...labels });
}

/** What a request does to a resource: `weight` from `fromMs` to `toMs`, for ever where that is Infinity. */
interface Load {
  readonly fromMs: number;
  readonly toMs: number;
  readonly weight: number;
}

/** The sum of the loads at each asked instant; instants are asked in order of time. */
function loadAt(loads: readonly Load[]): (timeMs: number) => number {
  const changes = loads.flatMap(({ fromMs, toMs, weight }) => [
    { timeMs: fromMs, weight },
    { timeMs: toMs, weight: -weight },
  ]);
  changes.sort((a, b) => a.timeMs - b.timeMs);
  let place = 0;
  let sum = 0;
  return (timeMs) => {
    while (place < changes.length && (changes[place]?.timeMs ?? 0) <= timeMs) {
      sum += changes[place]?.weight ?? 0;
      place += 1;
    }
    return sum;
  };
}

function lasting(weight: (request: Request) => number): (request: Request) => Load {
  return (one) => ({ fromMs: one.startMs, toMs: one.endMs, weight: weight(one) });
}

function leaking(weight: (request: Request) => number): (request: Request) => Load {
  return (one) => ({ fromMs: one.endMs, toMs: Number.POSITIVE_INFINITY, weight: weight(one) });
}

const oneEach = lasting(() => 1);
const bytesEach = lasting(({ bytesOut }) => bytesOut ?? 0);
const abortEach = leaking(({ aborted }) => Number(aborted));

/** Each request holds one worker while it runs; three are always busy. */
export function workers(requests: readonly Request[], sampled: Sampled): Series {
  const labels = { name: 'busy_workers', role: 'workers', unit: '1' } as const;
  return sampledSeries(loadAt(requests.map(oneEach)), 3, sampled, labels);
}

/** Memory holds every response for as long as its request runs, over 2 GB of its own. */
export function bufferedMemory(requests: readonly Request[], sampled: Sampled): Series {
  const labels = { name: 'used_memory', role: 'memory', unit: 'bytes' } as const;
  return sampledSeries(loadAt(requests.map(bytesEach)), 2e9, sampled, labels);
}

/** Every aborted request leaves a thread behind, beside thirty that belong there. */
export function leakedThreads(requests: readonly Request[], sampled: Sampled): Series {
  const labels = { name: 'app_threads', role: 'threads', unit: '1' } as const;
  return sampledSeries(loadAt(requests.map(abortEach)), 30, sampled, labels);
}

/** Every request to `route` leaves `bytesEachTime` behind in a memory of 200 MB. */
export function leakedMemory(
  requests: readonly Request[],
  sampled: Sampled,
  { route, bytesEachTime }: { readonly route: string; readonly bytesEachTime: number },
): Series {
  const own = requests.filter(({ dimensions }) => dimensions.route === route);
  const labels = { name: 'app_memory', role: 'memory', unit: 'bytes' } as const;
  return sampledSeries(loadAt(own.map(leaking(() => bytesEachTime))), 2e8, sampled, labels);
}

/** A job that takes 6 GB of memory in a window of its own, whatever the traffic does. */
export function backgroundJob(
  window: { readonly fromMs: number; readonly toMs: number },
  sampled: Sampled,
): Series {
  const rise = (timeMs: number): number =>
    timeMs > window.fromMs && timeMs <= window.toMs ? 6e9 : 0;
  return sampledSeries(rise, 2e9, sampled, { name: 'used_memory' });
}
