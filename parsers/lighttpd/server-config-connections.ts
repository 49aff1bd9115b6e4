import type { ConfiguredCapacity } from '../server-config.ts';
import type { Scope } from './server-config-scope.ts';
import { elementOf, numberOf, switchOf } from './server-config-values.ts';

/** `server.max-fds` where the configuration sets none, since version 1.4.46. */
const DEFAULT_MAX_FDS = 4096;

/**
 * By what `server.max-fds` is divided for the most connections: where `server.max-connections` is not set, where it is
 * set, and in either case from version 1.4.83 on unless HTTP/2 is off.
 *
 * - https://github.com/lighttpd/lighttpd1.4/blob/master/src/server.c (max_conns)
 * - https://github.com/lighttpd/lighttpd1.4/blob/master/NEWS
 */
const fdsPerConnection = { whenUnset: 3, whenSet: 2, withHttp2: 10 } as const;

export interface ConnectionReading {
  readonly capacities: readonly ConfiguredCapacity[];
  readonly notes: readonly string[];
}

/** How many connections lighttpd holds at once. The default is told in a note where it differs between versions. */
export function connectionsOf(global: Scope): ConnectionReading {
  const fds = numberOf(global.find('server.max-fds')?.value);
  const asked = numberOf(global.find('server.max-connections')?.value);
  const isPart = !global.has('server.document-root');
  if (fds === undefined && asked === undefined && isPart) return { capacities: [], notes: [] };
  const ofFds = `server.max-fds ${fds ?? `${DEFAULT_MAX_FDS} (the default)`}`;
  const share = (by: number): number => Math.floor((fds ?? DEFAULT_MAX_FDS) / by);
  const divisor = fdsPerConnection[asked === undefined ? 'whenUnset' : 'whenSet'];
  const most = Math.min(asked ?? Number.POSITIVE_INFINITY, share(divisor));
  const since = share(fdsPerConnection.withHttp2);
  const differs = most > since && !isHttp2Off(global);
  if (asked === undefined && differs) {
    const byVersion = `${most} connections up to lighttpd 1.4.82, ${since} later where HTTP/2 is on`;
    return {
      capacities: [],
      notes: [`without server.max-connections ${ofFds} makes ${byVersion}`],
    };
  }
  const directive = asked === most ? `server.max-connections ${asked}` : `1/${divisor} of ${ofFds}`;
  const lowered = `${directive}: from lighttpd 1.4.83 on ${since}, 1/10 of ${ofFds}, where HTTP/2 is on`;
  return { capacities: timesWorkers(global, most, directive), notes: differs ? [lowered] : [] };
}

function isHttp2Off(global: Scope): boolean {
  const flags = global.find('server.feature-flags')?.value;
  return switchOf(elementOf(flags, 'server.h2proto')) === false;
}

/** Each of `server.max-worker` processes has the bound for itself; 0 and 1 are one process. */
function timesWorkers(
  global: Scope,
  connections: number,
  directive: string,
): readonly ConfiguredCapacity[] {
  const workers = numberOf(global.find('server.max-worker')?.value) ?? 0;
  if (connections === 0) return [];
  return workers > 1
    ? [
        {
          kind: 'connections',
          value: workers * connections,
          directive: `server.max-worker ${workers} x ${directive}`,
        },
      ]
    : [{ kind: 'connections', value: connections, directive }];
}
