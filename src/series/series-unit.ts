import type { Role, Series } from './series.ts';

/** Roles whose bare numbers count things that have a name. */
const counted: ReadonlySet<Role> = new Set<Role>([
  'workers',
  'threads',
  'processes',
  'connections',
]);

/** The unit in which people read a series: `workers` rather than a bare 1. */
export function unitOf({ unit, role }: Pick<Series, 'unit' | 'role'>): string {
  if (unit === '1' && role === 'queue') return 'waiting';
  return unit === '1' && counted.has(role) ? role : unit;
}
