import type { LineRecord } from '../../parsers/contract.ts';
import { agentName } from './agent.ts';
import { type Network, networkOf } from './network.ts';
import { RealClient } from './real-client.ts';
import { type RouteOptions, routeOf } from './route.ts';

/** The route of lines whose request field holds no request: TLS bytes, `-`, nothing. */
export const NO_REQUEST_ROUTE = '(no request)';

export interface NameOptions extends RouteOptions {
  /** Proxies of one's own outside private networks, whose `X-Forwarded-For` is believed. Default: none. */
  readonly trustedProxies?: readonly Network[];
}

/** `X` of httpd and lighttpd, and any errors that uWSGI counted. */
const ABORTED_CONNECTION = /^(?:X|[1-9]\d*)$/;

const REFERER_ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+/i;

/** What the texts of a line are called: functions of the texts alone, so that names can be remembered. */
export class RequestNames {
  readonly #realClient: RealClient;
  readonly #routeOptions: RouteOptions;

  constructor({ trustedProxies, ...routeOptions }: NameOptions = {}) {
    this.#realClient = new RealClient(trustedProxies);
    this.#routeOptions = routeOptions;
  }

  /** Whether `plainRouteEnd` tells routes. */
  get hasPlainRoutes(): boolean {
    return this.#routeOptions.queryNames !== true;
  }

  route(target: string): string {
    return routeOf(target, this.#routeOptions);
  }

  client(logged: string, forwardedFor?: string): string {
    return this.#realClient.of({ client: logged, forwardedFor });
  }

  /** Of a client as `client` names it. */
  network(client: string): string | undefined {
    return networkOf(client);
  }

  agent(agent: string): string {
    return agentName(agent);
  }

  /** The origin of the page that a request came from. */
  referer(referer: string): string | undefined {
    return REFERER_ORIGIN.exec(referer)?.[0].toLowerCase();
  }

  /** Whether the state of a connection says that the client had hung up. */
  isCut(connection: string): boolean {
    return ABORTED_CONNECTION.test(connection);
  }
}

/** The target of a log that has path and query apart. */
export function joinedTarget(record: Pick<LineRecord, 'text'>): string | undefined {
  const path = record.text('path');
  const query = record.text('query');
  return path === undefined || query === undefined ? path : `${path}?${query.replace(/^\?/, '')}`;
}

/**
 * Statuses that say the client did not wait for the answer: nginx 499 and 444, Apache's and nginx' 408,
 * 0 where nothing was sent (method.md 3.1).
 */
const ABORT_STATUSES: ReadonlySet<number> = new Set([0, 408, 444, 499]);

export function isAborted(status: number | undefined): boolean {
  return status !== undefined && ABORT_STATUSES.has(status);
}
