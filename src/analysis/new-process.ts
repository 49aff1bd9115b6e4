import type { IncidentWindow, Rung } from '../incidents/incident.ts';
import type { Role, Series } from '../series/series.ts';

const SHARED: ReadonlySet<Role> = new Set<Role>(['memory', 'swap', 'cpu', 'load']);

/** Programs that answer requests, some of them with a process for each. */
const SERVES =
  /apache|httpd|nginx|lighttpd|caddy|cgi|fpm|php|uwsgi|gunicorn|puma|unicorn|passenger/i;

/**
 * Memory that nothing held before an incident is that of a process which was not there: requests make the processes
 * grow that serve them, a job brings its own. Undefined where there is none.
 */
export function newProcessOf({ ladder }: IncidentWindow): Rung | undefined {
  return ladder.find(
    ({ window: { series, baseline, peak } }) =>
      series.role === 'memory' && baseline === 0 && peak > 0 && !SERVES.test(series.name),
  );
}

/** Whether a process that serves no request takes of it too. */
export function isShared({ role }: Series): boolean {
  return SHARED.has(role);
}
