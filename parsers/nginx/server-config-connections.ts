import type { ConfiguredCapacity } from '../server-config.ts';
import type { Directive } from './server-config-directives.ts';

/** `worker_connections` where the configuration sets none: https://nginx.org/en/docs/ngx_core_module.html#worker_connections */
const DEFAULT_CONNECTIONS = '512';

export interface ConnectionReading {
  readonly capacities: readonly ConfiguredCapacity[];
  readonly notes: readonly string[];
}

/** How many connections nginx holds at once, those to its upstreams counted; `main` is the content of the main file. */
export function connectionsOf(main: readonly Directive[]): ConnectionReading {
  const events = main.find(({ name }) => name === 'events')?.block;
  if (events === undefined) return { capacities: [], notes: [] };
  const processes = argument(main, 'worker_processes') ?? '1';
  const connections = argument(events, 'worker_connections') ?? DEFAULT_CONNECTIONS;
  const files = argument(main, 'worker_rlimit_nofile');
  const directive = `worker_processes ${processes} x worker_connections ${connections}`;
  const value = count(processes) * count(connections);
  const notes: string[] = [];
  if (files !== undefined) {
    notes.push(`worker_rlimit_nofile ${files}: connections and files of a worker together`);
  }
  if (value > 0) return { capacities: [{ kind: 'connections', value, directive }], notes };
  const reason =
    processes === 'auto' ? 'the number of CPUs is not known' : 'one of the two is no number';
  return {
    capacities: [],
    notes: [`${directive}: ${reason}, so no limit is taken from it`, ...notes],
  };
}

/** The first stands: nginx refuses a second. */
function argument(block: readonly Directive[], name: string): string | undefined {
  return block.find((directive) => directive.name === name)?.args[0];
}

/** A whole number, or NaN. */
function count(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
}
