import type { ConfiguredCapacity } from '../server-config.ts';
import { DEFAULT_MPM } from './server-config-modules.ts';
import type { DirectiveReading } from './server-config-reader.ts';

/**
 * What a multi-processing module takes where the configuration says nothing, as the modules' sources and
 * https://httpd.apache.org/docs/2.4/mod/mpm_common.html say it. `prefork` has one thread in a process, `winnt` one
 * process.
 */
interface MpmDefaults {
  readonly processes: number;
  readonly threads: number;
  /** The bound of ThreadsPerChild. */
  readonly mostThreads: number;
}

const defaults: Readonly<Record<string, MpmDefaults>> = {
  prefork: { processes: 256, threads: 1, mostThreads: 1 },
  worker: { processes: 16, threads: 25, mostThreads: 64 },
  event: { processes: 16, threads: 25, mostThreads: 64 },
  winnt: { processes: 1, threads: 64, mostThreads: 1920 },
};

/** The directives that bound workers, and the old names of those that had another. */
const names: Readonly<Record<string, 'workers' | 'processes' | 'threads' | 'mostThreads'>> = {
  maxrequestworkers: 'workers',
  maxclients: 'workers',
  serverlimit: 'processes',
  threadsperchild: 'threads',
  threadlimit: 'mostThreads',
};

/** A number, and the directive that says it. */
interface Stated {
  readonly value: number;
  readonly text: string;
}

export interface WorkerReading {
  readonly capacities: readonly ConfiguredCapacity[];
  readonly notes: readonly string[];
}

/**
 * How many requests httpd serves at the same time: MaxRequestWorkers in whole processes, or what ServerLimit and
 * ThreadsPerChild allow where that is less. Nothing where neither a directive nor a module speaks of it.
 */
export function workersOf({ directives, modules }: DirectiveReading): WorkerReading {
  const stated = new Map<string, Stated>();
  for (const { name, words, text } of directives) {
    const field = names[name];
    const value = Number(words[0]);
    if (field !== undefined && Number.isInteger(value) && value > 0) {
      stated.set(field, { value, text });
    }
  }
  const { mpm } = modules;
  if (mpm === undefined && stated.size === 0) return { capacities: [], notes: [] };
  const known = defaults[mpm ?? DEFAULT_MPM];
  if (known === undefined)
    return { capacities: [], notes: [`the limits of mpm_${mpm} are not known`] };
  const assumed = `no LoadModule names the multi-processing module: ${DEFAULT_MPM} was taken`;
  return {
    capacities: [capacityOf(stated, known, mpm ?? DEFAULT_MPM)],
    notes: mpm === undefined ? [assumed] : [],
  };
}

function capacityOf(
  stated: ReadonlyMap<string, Stated>,
  known: MpmDefaults,
  mpm: string,
): ConfiguredCapacity {
  const number = (field: keyof MpmDefaults): number => stated.get(field)?.value ?? known[field];
  const threaded = known.threads > 1;
  const threads = threaded ? Math.min(number('threads'), number('mostThreads')) : 1;
  const slots = (mpm === 'winnt' ? 1 : number('processes')) * threads;
  const asked = stated.get('workers')?.value ?? known.processes * known.threads;
  const whole = Math.max(threads, asked - (asked % threads));
  const said = (field: string): string | undefined => stated.get(field)?.text;
  const directive =
    slots < whole || mpm === 'winnt'
      ? [said('processes'), said('threads')].filter((text) => text !== undefined).join(' x ')
      : (said('workers') ?? '');
  return {
    kind: 'workers',
    value: mpm === 'winnt' ? threads : Math.min(whole, slots),
    directive: directive === '' ? `the default of mpm_${mpm}` : directive,
  };
}
