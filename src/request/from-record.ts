import type { Escaping } from '../../parsers/contract.ts';
import type { AccessRecord } from '../../parsers/record.ts';
import type { Dimension } from '../rollup/dimension.ts';
import type { Request } from '../rollup/request.ts';
import { agentName } from './agent.ts';
import { durationClass, sizeClass } from './classes.ts';
import { FieldNames } from './field-names.ts';
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

/** Names of the fields of records with one escaping. */
class LineNames {
  readonly routes: FieldNames;
  readonly clients: FieldNames;
  readonly peers: FieldNames;
  readonly agents: FieldNames = new FieldNames('agent', agentName);
  readonly methods: FieldNames = new FieldNames('method');
  readonly protocols: FieldNames = new FieldNames('protocol');
  readonly vhosts: FieldNames = new FieldNames('vhost');
  readonly referers: FieldNames = new FieldNames('referer', refererOrigin);
  readonly cuts: FieldNames = new FieldNames('connection', (state) =>
    ABORTED_CONNECTION.test(state) ? state : undefined,
  );

  constructor(nameRoute: (target: string) => string, nameClient: (logged: string) => string) {
    this.routes = new FieldNames('target', nameRoute);
    this.clients = new FieldNames('client', nameClient);
    this.peers = new FieldNames('peer', nameClient);
  }
}

/** Names requests by their dimensions; remembers names, which repeat from line to line. */
export class RequestBuilder {
  readonly #realClient: RealClient;
  readonly #nameRoute: (target: string) => string;
  readonly #byEscaping = new Map<Escaping, LineNames>();
  /** Where path and query are two fields. */
  readonly #joinedRoutes: NameCache;
  /** By the client as logged, and the forwarded list behind a line feed, which neither can hold. */
  readonly #forwardedClients = new NameCache((logged) => {
    const [client = '', forwardedFor] = logged.split('\n', 2);
    return this.#realClient.of({ client, forwardedFor });
  });
  readonly #networks = new NameCache((client) => networkOf(client) ?? '');

  constructor({ trustedProxies, ...routeOptions }: NameOptions = {}) {
    this.#realClient = new RealClient(trustedProxies);
    this.#nameRoute = (target) => routeOf(target, routeOptions);
    this.#joinedRoutes = new NameCache(this.#nameRoute);
  }

  /** The request of a parsed line. */
  build(record: AccessRecord, line: Line): Request {
    const { startMs, endMs, durationKnown } = line.times;
    const names = this.#namesFor(record.escaping);
    const status = record.number('status');
    const bytesOut = record.number('bytesOut') ?? record.number('bodyBytes');
    const dimensions = this.#identity(record, names);
    if (status !== undefined) dimensions.status = String(status);
    if (bytesOut !== undefined) dimensions.size = sizeClass(bytesOut);
    if (durationKnown) dimensions.duration = durationClass(endMs - startMs);
    return {
      startMs,
      endMs,
      durationKnown,
      bytesOut,
      bytesIn: record.number('bytesIn'),
      aborted: isAborted(status) || names.cuts.of(record) !== undefined,
      failed: status !== undefined && status >= 500,
      dimensions,
      source: line.source,
      offset: line.offset,
    };
  }

  #namesFor(escaping: Escaping): LineNames {
    const known = this.#byEscaping.get(escaping);
    if (known !== undefined) return known;
    const names = new LineNames(this.#nameRoute, (client) => this.#realClient.of({ client }));
    this.#byEscaping.set(escaping, names);
    return names;
  }

  #identity(record: AccessRecord, names: LineNames): Named {
    const client = this.#client(record, names);
    const network = client === undefined ? '' : this.#networks.get(client);
    const dimensions: Named = { route: this.#route(record, names) ?? NO_REQUEST_ROUTE };
    if (client !== undefined) dimensions.client = client;
    if (network !== '') dimensions.network = network;
    const agent = names.agents.of(record);
    if (agent !== undefined) dimensions.agent = agent;
    const method = names.methods.of(record);
    if (method !== undefined) dimensions.method = method;
    const protocol = names.protocols.of(record);
    if (protocol !== undefined) dimensions.protocol = protocol;
    const vhost = names.vhosts.of(record);
    if (vhost !== undefined) dimensions.vhost = vhost;
    const referer = names.referers.of(record);
    if (referer !== undefined) dimensions.referer = referer;
    return dimensions;
  }

  #route(record: AccessRecord, names: LineNames): string | undefined {
    const route = names.routes.of(record);
    if (route !== undefined) return route;
    const target = joinedTarget(record);
    return target === undefined ? undefined : this.#joinedRoutes.get(target);
  }

  #client(record: AccessRecord, names: LineNames): string | undefined {
    const forwardedFor = record.text('forwardedFor');
    if (forwardedFor === undefined) return names.clients.of(record) ?? names.peers.of(record);
    const logged = record.text('client') ?? record.text('peer');
    if (logged === undefined) return undefined;
    return this.#forwardedClients.get(`${logged}\n${forwardedFor}`);
  }
}

type Named = Partial<Record<Dimension, string>>;

/** The target of a log that has path and query apart. */
function joinedTarget(record: AccessRecord): string | undefined {
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

function isAborted(status: number | undefined): boolean {
  return status !== undefined && ABORT_STATUSES.has(status);
}

const REFERER_ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+/i;

function refererOrigin(referer: string): string | undefined {
  return REFERER_ORIGIN.exec(referer)?.[0].toLowerCase();
}
