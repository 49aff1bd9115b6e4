import { count, counted, duration, share } from '../report/numbers.ts';
import type { Detection, Observation, SliceCase } from './detection.ts';
import { quoted } from './quoted.ts';
import { requestsNamed, requestsWhere, type SliceFacts } from './slice-facts.ts';

/** A request that takes so long while fewer bytes a second go either way: a modem is faster. */
export const LONG_SECONDS = 10;
export const TRICKLE_BYTES_PER_SECOND = 500;

/** Answers to who did not send a request in time: 408, and 0 where nothing was sent at all. */
const TIMED_OUT = /^(?:408|0)$/;

/** What a server answers by itself to who hangs up in the midst of a request, once it has waited. */
const NO_GOOD = '400';

/** Fewer requests are an accident on a bad line. */
const LEAST_REQUESTS = 10;
/** Such a share of the slice makes it one of slow clients. */
const MOST_OF_IT = 0.5;

/** Series of what a connection holds while nothing comes. */
const HELD_ROLES: ReadonlySet<string> = new Set(['workers', 'threads', 'processes', 'connections']);

/**
 * Slow clients (slowloris and its kin, https://httpd.apache.org/docs/2.4/mod/mod_reqtimeout.html): requests that ended in a
 * time-out, or were cut off before it by their client, since it held the connection and sent next to nothing. An application that answers late sends
 * few bytes as well, so that few bytes in a long time are told but decide nothing.
 */
export function slowClients(one: SliceCase): Detection | 'clear' | 'no-data' {
  const { facts, scene, kind } = one;
  const { requests, names } = facts;
  if (names.status === undefined) return 'no-data';
  const unfinished = unfinishedRequests(facts);
  const timedOut = timedOutRequests(facts) + unfinished;
  if (timedOut < LEAST_REQUESTS || timedOut < MOST_OF_IT * requests) return 'clear';
  const how = unfinished === 0 ? 'ran into a time-out' : 'took long and never became whole';
  const observations: Observation[] = [
    {
      name: 'timed-out',
      value: timedOut / requests,
      text: `${share(timedOut / requests)} of its ${counted(requests, 'request')} ${how}: the client kept the connection and did not send a request.`,
    },
    ...trickle(one),
    ...perClient(one),
  ];
  const holds = HELD_ROLES.has(scene.series.role) || kind === 'client-aborts';
  return { ...(holds ? { kind: 'saturation' } : {}), pattern: 'slow-clients', observations };
}

/** Requests that ended in a time-out; 0 where statuses are not known. */
export function timedOutRequests({ names }: SliceFacts): number {
  return requestsWhere(names.status, (status) => TIMED_OUT.test(status));
}

/** Requests that were no good after they had taken long for next to nothing: who runs no page for them waited for their client. */
function unfinishedRequests({ names, long }: SliceFacts): number {
  return Math.min(long?.trickling ?? 0, requestsNamed(names.status, NO_GOOD));
}

function trickle({ facts: { long } }: SliceCase): Observation[] {
  if (long === undefined || long.trickling === 0) return [];
  return [
    {
      name: 'trickling',
      value: long.trickling,
      text: `${counted(long.trickling, 'request')} took ${duration(long.fromSeconds)} or more for less than ${TRICKLE_BYTES_PER_SECOND} bytes a second.`,
    },
  ];
}

function perClient({ facts: { clients, requests, names } }: SliceCase): Observation[] {
  if (clients === undefined) return [];
  const agent = names.agent?.most[0];
  const same =
    agent !== undefined && agent.requests >= MOST_OF_IT * requests
      ? `; ${agent.requests === requests ? 'all' : count(agent.requests)} of them call themselves ${quoted(agent.name)}`
      : '';
  return [
    {
      name: 'connections-per-client',
      value: requests / clients,
      text: `${counted(requests, 'connection')} came from ${counted(clients, 'client')}${same}.`,
    },
  ];
}
