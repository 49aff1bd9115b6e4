import type { AccessRecord } from '../../parsers/record.ts';
import type { Dimension } from '../rollup/dimension.ts';
import type { Request } from '../rollup/request.ts';
import { agentName } from './agent.ts';
import { durationClass, sizeClass } from './classes.ts';
import { NameCache } from './name-cache.ts';
import { type Network, networkOf } from './network.ts';
import { RealClient } from './real-client.ts';
import { type RouteOptions, routeOf } from './route.ts';
import type { RequestTimes } from './times.ts';

/** The route of lines whose request field holds no request: TLS bytes, `-`, nothing. */
export const NO_REQUEST_ROUTE = '(no request)';

/** Times and place of a line, settled by the reader of its log. */
export interface Line {
  readonly times: RequestTimes;
  readonly source: number;
  readonly offset: number;
}

export interface NameOptions extends RouteOptions {
  /** Proxies of one's own outside private networks, whose `X-Forwarded-For` is believed. Default: none. */
  readonly trustedProxies?: readonly Network[];
}

/** Names requests by their dimensions; remembers names, which repeat from line to line. */
export class RequestBuilder {
  readonly #realClient: RealClient;
  readonly #routes: NameCache;
  /** By the client as logged, and the forwarded list behind a line feed, which neither can hold. */
  readonly #clients = new NameCache((logged) => {
    const [client = '', forwardedFor] = logged.split('\n', 2);
    return this.#realClient.of({ client, forwardedFor });
  });
  readonly #agents = new NameCache(agentName);
  readonly #networks = new NameCache((client) => networkOf(client) ?? '');

  constructor({ trustedProxies, ...routeOptions }: NameOptions = {}) {
    this.#realClient = new RealClient(trustedProxies);
    this.#routes = new NameCache((target) => routeOf(target, routeOptions));
  }

  /** The request of a parsed line. */
  build(record: AccessRecord, line: Line): Request {
    const { startMs, endMs, durationKnown } = line.times;
    const status = record.number('status');
    const bytesOut = record.number('bytesOut') ?? record.number('bodyBytes');
    return {
      startMs,
      endMs,
      durationKnown,
      bytesOut,
      bytesIn: record.number('bytesIn'),
      aborted: isAborted(status, record.text('connection')),
      failed: status !== undefined && status >= 500,
      dimensions: {
        ...this.#identity(record),
        ...optional('status', status === undefined ? undefined : String(status)),
        ...optional('size', bytesOut === undefined ? undefined : sizeClass(bytesOut)),
        ...optional('duration', durationKnown ? durationClass(endMs - startMs) : undefined),
      },
      source: line.source,
      offset: line.offset,
    };
  }

  #client(record: AccessRecord): string | undefined {
    const logged = record.text('client') ?? record.text('peer');
    const forwardedFor = record.text('forwardedFor');
    if (logged === undefined) return undefined;
    return this.#clients.get(forwardedFor === undefined ? logged : `${logged}\n${forwardedFor}`);
  }

  #identity(record: AccessRecord): Partial<Record<Dimension, string>> {
    const client = this.#client(record);
    const agent = record.text('agent');
    const target = targetOf(record);
    const network = client === undefined ? undefined : this.#networks.get(client);
    return {
      route: target === undefined ? NO_REQUEST_ROUTE : this.#routes.get(target),
      ...optional('client', client),
      ...optional('network', network === '' ? undefined : network),
      ...optional('agent', agent === undefined ? undefined : this.#agents.get(agent)),
      ...optional('method', record.text('method')),
      ...optional('protocol', record.text('protocol')),
      ...optional('vhost', record.text('vhost')),
      ...optional('referer', refererOrigin(record.text('referer'))),
    };
  }
}

function targetOf(record: AccessRecord): string | undefined {
  const target = record.text('target');
  if (target !== undefined) return target;
  const path = record.text('path');
  const query = record.text('query');
  return path === undefined || query === undefined ? path : `${path}?${query.replace(/^\?/, '')}`;
}

/**
 * Statuses that say the client did not wait for the answer: nginx 499 and 444, Apache's and nginx' 408,
 * 0 where nothing was sent (method.md 3.1).
 */
const ABORT_STATUSES: ReadonlySet<number> = new Set([0, 408, 444, 499]);

/** `X` of httpd and lighttpd, and any errors that uWSGI counted. */
const ABORTED_CONNECTION = /^(?:X|[1-9]\d*)$/;

function isAborted(status: number | undefined, connection: string | undefined): boolean {
  const isCut = connection !== undefined && ABORTED_CONNECTION.test(connection);
  return isCut || (status !== undefined && ABORT_STATUSES.has(status));
}

const REFERER_ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+/i;

function refererOrigin(referer: string | undefined): string | undefined {
  return referer === undefined ? undefined : REFERER_ORIGIN.exec(referer)?.[0].toLowerCase();
}

function optional<Name extends Dimension>(
  name: Name,
  value: string | undefined,
): Partial<Record<Name, string>> {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, string>);
}
