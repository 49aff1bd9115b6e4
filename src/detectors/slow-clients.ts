import { count, counted, duration, share } from '../report/numbers.ts';
import type { Detection, Observation, SliceCase } from './detection.ts';
import { quoted } from './quoted.ts';
import { requestsWhere, type SliceFacts } from './slice-facts.ts';

/** A request that takes so long while fewer bytes a second go either way: a modem is faster. */
export const LONG_SECONDS = 10;
export const TRICKLE_BYTES_PER_SECOND = 500;

/** Answers to who did not send a request in time: 408, and 0 where nothing was sent at all. */
const TIMED_OUT = /^(?:408|0)$/;

/** Fewer requests are an accident on a bad line. */
const LEAST_REQUESTS = 10;
/** Such a share of the slice makes it one of slow clients. */
const MOST_OF_IT = 0.5;

/** Series of what a connection holds while nothing comes. */
const HELD_ROLES: ReadonlySet<string> = new Set(['workers', 'threads', 'processes', 'connections']);

/**
 * Slow clients (slowloris and its kin, https://httpd.apache.org/docs/2.4/mod/mod_reqtimeout.html): requests that ended in a
 * time-out, since the client held the connection and sent next to nothing. An application that answers late sends
 * few bytes as well, so that few bytes in a long time are told but decide nothing.
 */
export function slowClients(one: SliceCase): Detection | 'clear' | 'no-data' {
  const { facts, scene, kind } = one;
  const { requests, names } = facts;
  if (names.status === undefined) return 'no-data';
  const timedOut = timedOutRequests(facts);
  if (timedOut < LEAST_REQUESTS || timedOut < MOST_OF_IT * requests) return 'clear';
  const observations: Observation[] = [
    {
      name: 'timed-out',
      value: timedOut / requests,
      text: `${share(timedOut / requests)} of its ${counted(requests, 'request')} ran into a time-out: the client kept the connection and did not send a request.`,
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
