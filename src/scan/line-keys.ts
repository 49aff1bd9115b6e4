import { ABORTED, NO_KEY, type RequestBatch } from '../rollup/request-batch.ts';
import type { BatchNames } from './batch-names.ts';
import { ClientKeys, type ClientNames } from './client-keys.ts';
import { FieldKeys } from './field-keys.ts';
import type { LineRun } from './line-run.ts';
import { placeOf } from './places.ts';
import { RouteKeys } from './route-keys.ts';

/** What the cuts' keys are: whether the client had hung up. */
const CUT = 1;
const WHOLE = 0;

/** The keys of the texts of lines with one escaping. */
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

  /** Puts the keys of a run of lines into the last rows of the batch; and who has hung up. */
  fill(batch: RequestBatch, run: LineRun): void {
    const { keys } = batch;
    const row = batch.length - (run.to - run.from);
    for (const [place, field] of this.#plain) field.fill(keys[place] as Int32Array, row, run);
    this.#routes.fill(keys[placeOf.route] as Int32Array, row, run);
    const clients = keys[placeOf.client] as Int32Array;
    const networks = keys[placeOf.network] as Int32Array;
    this.#clients.fill(clients, row, run);
    for (let at = row; at < batch.length; at++) {
      const client = clients[at] ?? NO_KEY;
      networks[at] = client === NO_KEY ? NO_KEY : this.#origins.networkKey(client);
    }
    if (this.#cuts.isFilledIn(run.lines)) this.#flagCuts(batch, row, run);
  }

  #flagCuts({ flags }: RequestBatch, row: number, { lines, from, to }: LineRun): void {
    for (let line = from; line < to; line++) {
      const isCut = this.#cuts.of(lines, line) === CUT;
      if (isCut) flags[row + line - from] = (flags[row + line - from] ?? 0) | ABORTED;
    }
  }
}
