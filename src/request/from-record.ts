import type { Escaping } from '../../parsers/contract.ts';
import type { AccessRecord } from '../../parsers/record.ts';
import type { Dimension } from '../rollup/dimension.ts';
import type { Request } from '../rollup/request.ts';
import { durationClass, sizeClass } from './classes.ts';
import { FieldNames } from './field-names.ts';
import { NameCache } from './name-cache.ts';
import {
  isAborted,
  joinedTarget,
  type NameOptions,
  NO_REQUEST_ROUTE,
  RequestNames,
} from './request-names.ts';
import type { RequestTimes } from './times.ts';

/** Times and place of a line, settled by the reader of its log. */
export interface Line {
  readonly times: RequestTimes;
  readonly source: number;
  readonly offset: number;
}

/** Names of the fields of records with one escaping. */
class LineNames {
  readonly routes: FieldNames;
  readonly clients: FieldNames;
  readonly peers: FieldNames;
  readonly agents: FieldNames;
  readonly methods: FieldNames = new FieldNames('method');
  readonly protocols: FieldNames = new FieldNames('protocol');
  readonly vhosts: FieldNames = new FieldNames('vhost');
  readonly referers: FieldNames;
  readonly cuts: FieldNames;

  constructor(names: RequestNames) {
    this.routes = new FieldNames('target', (target) => names.route(target));
    this.clients = new FieldNames('client', (logged) => names.client(logged));
    this.peers = new FieldNames('peer', (logged) => names.client(logged));
    this.agents = new FieldNames('agent', (agent) => names.agent(agent));
    this.referers = new FieldNames('referer', (referer) => names.referer(referer));
    this.cuts = new FieldNames('connection', (state) => (names.isCut(state) ? state : undefined));
  }
}

/** Names requests by their dimensions; remembers names, which repeat from line to line. */
export class RequestBuilder {
  readonly #names: RequestNames;
  readonly #byEscaping = new Map<Escaping, LineNames>();
  /** Where path and query are two fields. */
  readonly #joinedRoutes: NameCache;
  /** By the client as logged, and the forwarded list behind a line feed, which neither can hold. */
  readonly #forwardedClients = new NameCache((logged) => {
    const [client = '', forwardedFor] = logged.split('\n', 2);
    return this.#names.client(client, forwardedFor);
  });
  readonly #networks = new NameCache((client) => this.#names.network(client) ?? '');

  constructor(options: NameOptions = {}) {
    this.#names = new RequestNames(options);
    this.#joinedRoutes = new NameCache((target) => this.#names.route(target));
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
    const names = new LineNames(this.#names);
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
