import { sameHost } from '../match-hosts.ts';
import { isOfMemory } from './memory-role.ts';
import type { Role, Series } from './series.ts';

/** Resources whose limit may be stated, by `--limit` or by a server's configuration. */
export const limitedRoles = ['workers', 'connections', 'memory', 'swap'] as const;
export type LimitedRole = (typeof limitedRoles)[number];

/** A level that cannot be passed, as somebody says it. */
export interface StatedCapacity {
  readonly role: LimitedRole;
  /** In bytes for memory and swap, else a count. */
  readonly value: number;
  /** The option goes before the configuration, which goes before what metrics say. */
  readonly source: 'option' | 'configuration';
  /** What says it: `--limit workers=150`, `MaxRequestWorkers 150 (apache2.conf:12)`. */
  readonly text: string;
  /** The host that it is of; all where it is not said. */
  readonly host?: string;
  /** The server whose configuration it is. */
  readonly server?: string;
}

/** A stated capacity with the names of the series that it bounds. */
export interface AppliedCapacity extends StatedCapacity {
  readonly series: readonly string[];
}

/** What a series measures only a part of the machine by: names of programs, and of containers. */
const owners: Readonly<Record<string, RegExp>> = {
  apache: /apache|httpd/i,
  lighttpd: /lighttpd/i,
  nginx: /nginx/i,
  uwsgi: /uwsgi/i,
  php: /php|fpm/i,
  proxy: /balancer/i,
  process: /process_|namedprocess|multips/i,
  container: /container_|cgroup/i,
};

/** Connections of the whole machine, of which a server has a part. */
const MACHINE_CONNECTIONS = /netstat|sockstat|conntrack|^tcp\./i;

/**
 * The series with the capacities that are stated for them. Where statements of one source contradict each other for a
 * series, neither is taken.
 */
export function applyCapacities(
  series: readonly Series[],
  stated: readonly StatedCapacity[],
): { readonly series: readonly Series[]; readonly applied: readonly AppliedCapacity[] } {
  const names = new Map(stated.map((one) => [one, new Set<string>()]));
  const bounded = series.map((one) => {
    const found = statedFor(one, stated);
    if (found === undefined) return one;
    names.get(found)?.add(one.name);
    return { ...one, capacity: found.value };
  });
  const applied = stated.map((one) => ({ ...one, series: [...(names.get(one) ?? [])] }));
  return { series: bounded, applied };
}

function statedFor(series: Series, stated: readonly StatedCapacity[]): StatedCapacity | undefined {
  const matching = stated.filter((one) => bounds(one, series));
  const options = matching.filter(({ source }) => source === 'option');
  const [first, ...others] = options.length > 0 ? options : matching;
  return others.every(({ value }) => value === first?.value) ? first : undefined;
}

function bounds({ role, host, server }: StatedCapacity, series: Series): boolean {
  if (series.role !== role || series.unit !== unitOf(role)) return false;
  if (host !== undefined && series.node !== undefined && !sameHost(host, series.node)) return false;
  const owner = ownersOf(series);
  if (isOfMemory(role)) return owner.length === 0;
  if (role === 'connections' && MACHINE_CONNECTIONS.test(series.name)) return false;
  return server === undefined || owner.every((name) => name === server || name === 'process');
}

function unitOf(role: Role): string {
  return isOfMemory(role) ? 'bytes' : '1';
}

function ownersOf({ name }: Series): readonly string[] {
  return Object.keys(owners).filter((owner) => owners[owner]?.test(name));
}
