import type { ConfiguredCapacity } from '../server-config.ts';
import { type Option, type Options, optionText } from './server-config-options.ts';

export interface WorkerReading {
  readonly capacities: readonly ConfiguredCapacity[];
  readonly notes: readonly string[];
}

/**
 * How many requests uWSGI works on at once: processes, times the threads or asynchronous cores of each. One of either is
 * the default, but whatever starts uWSGI often sets `processes`: Debian's package two. So nothing is taken where the
 * configuration does not.
 *
 * - https://uwsgi-docs.readthedocs.io/en/latest/Options.html (processes, threads, async, cheaper, listen)
 * - https://github.com/unbit/uwsgi/blob/master/core/init.c (sanitize_args)
 */
export function workersOf(options: Options): WorkerReading {
  const processes = options.last('processes', 'workers');
  const notes = [...cheaperNotes(options, processes), ...listenNotes(options)];
  if (processes === undefined) {
    return {
      capacities: [],
      notes: ['processes is not set: no limit is taken from threads alone', ...notes],
    };
  }
  const cores = coresOf(options);
  const value = count(processes) * (cores === undefined ? 1 : count(cores));
  const directive = `${shown(processes)} x ${cores === undefined ? 'threads 1' : shown(cores)}`;
  if (value > 0) return { capacities: [{ kind: 'workers', value, directive }], notes };
  return { capacities: [], notes: [`${directive}: no number that is known here`, ...notes] };
}

/** Threads go before asynchronous cores, where there is more than one. */
function coresOf(options: Options): Option | undefined {
  const threads = options.last('threads');
  const asynchronous = options.last('async', 'gevent', 'asyncio', 'ugreen');
  return threads !== undefined && count(threads) > 1 ? threads : (asynchronous ?? threads);
}

function cheaperNotes(options: Options, processes: Option | undefined): readonly string[] {
  const cheaper = options.last('cheaper');
  if (cheaper === undefined || !(count(cheaper) > 0)) return [];
  const most = processes === undefined ? 'processes' : shown(processes);
  return [
    `${optionText(cheaper)}: so few processes run while there is little to do, at most ${most}`,
  ];
}

function listenNotes(options: Options): readonly string[] {
  const listen = options.last('listen');
  return listen === undefined ? [] : [`${optionText(listen)}: so many requests wait for a worker`];
}

function shown({ name, value }: Option): string {
  return `${name} ${value}`;
}

/** A whole number, or NaN. */
function count({ value }: Option): number {
  return /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
}
