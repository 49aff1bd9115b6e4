import type { Escaping } from '../../parsers/contract.ts';
import { type AccessRecord, numberSlot, textSlot } from '../../parsers/record.ts';
import type { RecordSink } from '../ingest/log-reader.ts';
import { durationClass, sizeClass } from '../request/classes.ts';
import {
  isAborted,
  joinedTarget,
  type NameOptions,
  NO_REQUEST_ROUTE,
  RequestNames,
} from '../request/request-names.ts';
import type { RequestTimes } from '../request/times.ts';
import { type Dimension, dimensions } from '../rollup/dimension.ts';
import type { TimeSpan } from '../rollup/grid.ts';
import { RANGE_END_MS } from '../rollup/grid.ts';
import { NewKeyNames } from '../rollup/key-names.ts';
import { keyText } from '../rollup/keys.ts';
import { MAX_REQUEST_BYTES } from '../rollup/limits.ts';
import { ABORTED, FAILED, NO_BYTES, NO_KEY, RequestBatch, TIMED } from '../rollup/request-batch.ts';
import { FieldKeys } from './field-keys.ts';

/** Names and texts that are remembered from batch to batch; beyond either they are forgotten between batches. */
export const MAX_KNOWN_TEXTS = 100_000;
export const MAX_KNOWN_BYTES: number = 8 * 1024 * 1024;

const status = numberSlot('status');
const bytesOut = numberSlot('bytesOut');
const bodyBytes = numberSlot('bodyBytes');
const bytesIn = numberSlot('bytesIn');
const forwardedFor = textSlot('forwardedFor');

const places = Object.fromEntries(dimensions.map((dimension, place) => [dimension, place])) as {
  readonly [D in Dimension]: number;
};

/** Statuses whose keys are in a table. */
const STATUSES = 1000;
const UNNAMED = -2;

/** A dimension's names, as they come. */
class Names extends NewKeyNames {
  #last: string | undefined;
  #lastKey = NO_KEY;

  /** The same as `keyOf`, for names of which the same few objects come again and again. */
  keyOfClass(name: string): number {
    if (name !== this.#last || this.#lastKey >= this.size) {
      this.#last = name;
      this.#lastKey = this.id(name);
    }
    return this.#lastKey;
  }

  /** The key of a value, of which as much counts as names a slice. */
  keyOf(value: string | undefined): number {
    return value === undefined ? NO_KEY : this.id(keyText(value));
  }
}

/** The keys of the fields of records with one escaping. */
class LineKeys {
  readonly routes: FieldKeys;
  readonly clients: FieldKeys;
  readonly peers: FieldKeys;
  readonly agents: FieldKeys;
  readonly methods: FieldKeys;
  readonly protocols: FieldKeys;
  readonly vhosts: FieldKeys;
  readonly referers: FieldKeys;
  /** 1 where the client had hung up. */
  readonly cuts: FieldKeys;
  readonly all: readonly FieldKeys[];

  constructor(meaning: RequestNames, names: Readonly<Record<Dimension, Names>>) {
    this.routes = new FieldKeys('target', (text) => names.route.keyOf(meaning.route(text)));
    this.clients = new FieldKeys('client', (text) => names.client.keyOf(meaning.client(text)));
    this.peers = new FieldKeys('peer', (text) => names.client.keyOf(meaning.client(text)));
    this.agents = new FieldKeys('agent', (text) => names.agent.keyOf(meaning.agent(text)));
    this.methods = new FieldKeys('method', (text) => names.method.keyOf(text));
    this.protocols = new FieldKeys('protocol', (text) => names.protocol.keyOf(text));
    this.vhosts = new FieldKeys('vhost', (text) => names.vhost.keyOf(text));
    this.referers = new FieldKeys('referer', (text) => names.referer.keyOf(meaning.referer(text)));
    this.cuts = new FieldKeys('connection', (text) => (meaning.isCut(text) ? 1 : 0));
    this.all = Object.values(this).filter((one) => one instanceof FieldKeys);
  }
}

const ALWAYS: TimeSpan = { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY };

/** Turns records into the rows of a batch: times and amounts as numbers, names as keys. */
export class BatchBuilder {
  readonly #span: TimeSpan;
  readonly batch: RequestBatch;
  readonly #meaning: RequestNames;
  readonly #names: Readonly<Record<Dimension, Names>>;
  readonly #byEscaping = new Map<Escaping, LineKeys>();
  #view: DataView = new DataView(new ArrayBuffer(0));
  #bytes: Uint8Array = new Uint8Array(0);
  readonly #one: AccessRecord[] = [];
  readonly #networks: number[] = [];
  readonly #statuses = new Int32Array(STATUSES).fill(UNNAMED);

  /** Requests outside the span are left out. */
  constructor(options: NameOptions = {}, span: TimeSpan = ALWAYS) {
    this.#span = span;
    this.#meaning = new RequestNames(options);
    const names = dimensions.map((dimension) => [dimension, new Names()] as const);
    this.#names = Object.fromEntries(names) as Record<Dimension, Names>;
    this.batch = new RequestBatch(names.map(([, one]) => one));
  }

  /** Empties the batch. Keys that were given out so far may mean something else from now on. */
  begin(): void {
    this.batch.clear();
    const known = [...this.#byEscaping.values()].flatMap(({ all }) => all);
    const isFull =
      Object.values(this.#names).some(({ size }) => size > MAX_KNOWN_TEXTS) ||
      known.some(({ size, bytes }) => size > MAX_KNOWN_TEXTS || bytes > MAX_KNOWN_BYTES);
    if (isFull) this.#forget();
  }

  #forget(): void {
    for (const names of Object.values(this.#names)) names.clear();
    this.#byEscaping.clear();
    this.#networks.length = 0;
    this.#statuses.fill(UNNAMED);
  }

  /** A sink whose records become rows of the batch, as requests of the input `source`. */
  sinkFor(source: number): RecordSink {
    return (record, times, offset) => {
      this.add(record, times, source, offset);
    };
  }

  /** Adds the request of a record; false where it is left out. */
  add(record: AccessRecord, times: RequestTimes, source: number, offset: number): boolean {
    this.#one[0] = record;
    const isTaken = this.addNumbers(record, times, source, offset);
    if (isTaken) this.addTexts(this.#one, 1);
    return isTaken;
  }

  /** Adds a request by its numbers alone: `addTexts` is to follow, for several together. False where it is left out. */
  addNumbers(record: AccessRecord, times: RequestTimes, source: number, offset: number): boolean {
    const { batch } = this;
    const { startMs, endMs, durationKnown } = times;
    if (endMs < this.#span.fromMs || startMs > this.#span.toMs) return false;
    if (!(startMs >= 0 && endMs >= 0 && startMs < RANGE_END_MS && endMs < RANGE_END_MS)) {
      batch.outOfRange += 1;
      return false;
    }
    const row = batch.length;
    if (row === batch.capacity) batch.grow();
    batch.length = row + 1;
    const endUs = Math.min(Math.round(endMs * 1000), RANGE_END_MS * 1000 - 1);
    batch.endUs[row] = endUs;
    batch.startUs[row] = Math.min(Math.round(startMs * 1000), endUs);
    batch.sources[row] = source;
    batch.offsets[row] = offset;
    const flags = durationKnown ? TIMED : 0;
    const { keys } = batch;
    (keys[places.duration] as Int32Array)[row] = durationKnown
      ? this.#names.duration.keyOfClass(durationClass(endMs - startMs))
      : NO_KEY;
    batch.flags[row] = flags | this.#addAmounts(record, row);
    return true;
  }

  /** Returns the flags that the numbers tell. */
  #addAmounts({ numbers }: AccessRecord, row: number): number {
    const { batch } = this;
    const { keys } = batch;
    const sent = numbers[bytesOut] ?? Number.NaN;
    const out = Number.isNaN(sent) ? (numbers[bodyBytes] ?? Number.NaN) : sent;
    batch.bytesOut[row] = byteCount(out);
    batch.bytesIn[row] = byteCount(numbers[bytesIn] ?? Number.NaN);
    (keys[places.size] as Int32Array)[row] = Number.isNaN(out)
      ? NO_KEY
      : this.#names.size.keyOfClass(sizeClass(out));
    const code = numbers[status] ?? Number.NaN;
    if (Number.isNaN(code)) {
      (keys[places.status] as Int32Array)[row] = NO_KEY;
      return 0;
    }
    (keys[places.status] as Int32Array)[row] = this.#statusKey(code);
    return (isAborted(code) ? ABORTED : 0) | (code >= 500 ? FAILED : 0);
  }

  #statusKey(code: number): number {
    const known = this.#statuses[code];
    if (known !== undefined && known !== UNNAMED) return known;
    const key = this.#names.status.keyOf(String(code));
    this.#statuses[code] = key;
    return key;
  }

  /** Adds what the texts of the last `count` requests tell, which are those of the records. */
  addTexts(records: readonly AccessRecord[], count: number): void {
    const [first] = records;
    if (first === undefined || count === 0) return;
    const { batch } = this;
    const { keys } = batch;
    const row = batch.length - count;
    const view = this.#viewOf(first.bytes);
    const fields = this.#keysFor(first.escaping);
    fields.agents.fill(keys[places.agent] as Int32Array, row, records, count, view);
    fields.methods.fill(keys[places.method] as Int32Array, row, records, count, view);
    fields.protocols.fill(keys[places.protocol] as Int32Array, row, records, count, view);
    fields.vhosts.fill(keys[places.vhost] as Int32Array, row, records, count, view);
    fields.referers.fill(keys[places.referer] as Int32Array, row, records, count, view);
    const clients = keys[places.client] as Int32Array;
    const networks = keys[places.network] as Int32Array;
    const routes = keys[places.route] as Int32Array;
    fields.clients.fill(clients, row, records, count, view);
    for (let i = 0; i < count; i++) {
      const record = records[i] as AccessRecord;
      if ((record.ranges[2 * forwardedFor] ?? -1) < 0 && clients[row + i] !== NO_KEY) continue;
      clients[row + i] = this.#clientKey(record, fields, view);
    }
    for (let i = 0; i < count; i++) {
      const client = clients[row + i] ?? NO_KEY;
      networks[row + i] = client === NO_KEY ? NO_KEY : this.#networkKey(client);
    }
    fields.routes.fill(routes, row, records, count, view);
    for (let i = 0; i < count; i++) {
      if (routes[row + i] !== NO_KEY) continue;
      routes[row + i] = this.#routeKey(records[i] as AccessRecord, fields, view);
    }
    for (let i = 0; i < count; i++) {
      const cut = fields.cuts.of(records[i] as AccessRecord, view);
      if (cut === 1) batch.flags[row + i] = (batch.flags[row + i] ?? 0) | ABORTED;
    }
  }

  #viewOf(bytes: Uint8Array): DataView {
    if (bytes !== this.#bytes) {
      this.#bytes = bytes;
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    return this.#view;
  }

  #keysFor(escaping: Escaping): LineKeys {
    const known = this.#byEscaping.get(escaping);
    if (known !== undefined) return known;
    const fields = new LineKeys(this.#meaning, this.#names);
    this.#byEscaping.set(escaping, fields);
    return fields;
  }

  #routeKey(record: AccessRecord, { routes }: LineKeys, view: DataView): number {
    const key = routes.of(record, view);
    if (key !== NO_KEY) return key;
    const target = joinedTarget(record);
    const route = target === undefined ? NO_REQUEST_ROUTE : this.#meaning.route(target);
    return this.#names.route.keyOf(route);
  }

  #clientKey(record: AccessRecord, { clients, peers }: LineKeys, view: DataView): number {
    const isForwarded = (record.ranges[2 * forwardedFor] ?? -1) >= 0;
    const forwarded = isForwarded ? record.text('forwardedFor') : undefined;
    if (forwarded === undefined) {
      const key = clients.of(record, view);
      return key === NO_KEY ? peers.of(record, view) : key;
    }
    const logged = record.text('client') ?? record.text('peer');
    if (logged === undefined) return NO_KEY;
    return this.#names.client.keyOf(this.#meaning.client(logged, forwarded));
  }

  #networkKey(client: number): number {
    const known = this.#networks[client];
    if (known !== undefined) return known;
    const { network, client: clients } = this.#names;
    const key = network.keyOf(this.#meaning.network(clients.text(client)));
    this.#networks[client] = key;
    return key;
  }
}

/** The column's number for a count, which may be absent as NaN. */
function byteCount(bytes: number): number {
  return bytes >= 0 && bytes <= MAX_REQUEST_BYTES ? Math.round(bytes) : NO_BYTES;
}
