import type { AccessRecord } from '../../parsers/record.ts';
import { ABORTED, NO_KEY, type RequestBatch } from '../rollup/request-batch.ts';
import type { BatchNames } from './batch-names.ts';
import { ClientKeys, type ClientNames } from './client-keys.ts';
import { FieldKeys } from './field-keys.ts';
import { placeOf } from './places.ts';
import { RouteKeys } from './route-keys.ts';

/** What the cuts' keys are: whether the client had hung up. */
const CUT = 1;
const WHOLE = 0;

/** The keys of the texts of records with one escaping. */
export class LineKeys {
  readonly #origins: ClientNames;
  readonly #routes: RouteKeys;
  readonly #clients: ClientKeys;
  readonly #cuts: FieldKeys;
  /** Fields of which each tells one dimension, with its place. */
  readonly #plain: readonly (readonly [place: number, keys: FieldKeys])[];
  /** Everything that remembers texts. */
  readonly fields: readonly FieldKeys[];

  constructor(names: BatchNames) {
    const { meaning, origins, agent, method, protocol, vhost, referer } = names;
    this.#origins = origins;
    this.#routes = new RouteKeys(names.route, meaning);
    this.#clients = new ClientKeys(origins);
    this.#cuts = new FieldKeys('connection', (state) => (meaning.isCut(state) ? CUT : WHOLE));
    this.#plain = [
      [placeOf.agent, new FieldKeys('agent', (text) => agent.keyOf(meaning.agent(text)))],
      [placeOf.method, new FieldKeys('method', (text) => method.keyOf(text))],
      [placeOf.protocol, new FieldKeys('protocol', (text) => protocol.keyOf(text))],
      [placeOf.vhost, new FieldKeys('vhost', (text) => vhost.keyOf(text))],
      [
        placeOf.referer,
        new FieldKeys('referer', (text) => {
          const origin = meaning.referer(text);
          return origin === undefined ? NO_KEY : referer.keyOf(origin);
        }),
      ],
    ];
    const plain = this.#plain.map(([, keys]) => keys);
    this.fields = [...this.#routes.fields, ...this.#clients.fields, this.#cuts, ...plain];
  }

  /** Puts the keys of `count` records, whose bytes `view` holds, into the last rows of the batch; and who has hung up. */
  fill(batch: RequestBatch, records: readonly AccessRecord[], count: number, view: DataView): void {
    const { keys } = batch;
    const row = batch.length - count;
    for (const [place, field] of this.#plain) {
      field.fill(keys[place] as Int32Array, row, records, count, view);
    }
    this.#routes.fill(keys[placeOf.route] as Int32Array, row, records, count, view);
    const clients = keys[placeOf.client] as Int32Array;
    const networks = keys[placeOf.network] as Int32Array;
    this.#clients.fill(clients, row, records, count, view);
    for (let at = row; at < row + count; at++) {
      const client = clients[at] ?? NO_KEY;
      networks[at] = client === NO_KEY ? NO_KEY : this.#origins.networkKey(client);
    }
    for (let i = 0; i < count; i++) {
      const isCut = this.#cuts.of(records[i] as AccessRecord, view) === CUT;
      if (isCut) batch.flags[row + i] = (batch.flags[row + i] ?? 0) | ABORTED;
    }
  }
}
