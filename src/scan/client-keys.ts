import { type AccessRecord, textSlot } from '../../parsers/record.ts';
import { IPV4_SITE_BITS } from '../request/network.ts';
import type { RequestNames } from '../request/request-names.ts';
import { copiedInto, grownLength } from '../rollup/columns.ts';
import { NO_KEY } from '../rollup/request-batch.ts';
import { AddressNames } from './address-names.ts';
import { FieldKeys, MAX_RECORDS } from './field-keys.ts';
import { ipv4Number, NO_ADDRESS } from './ipv4-number.ts';

const clientSlot = 2 * textSlot('client');
const forwardedSlot = 2 * textSlot('forwardedFor');

/** The bits of an address that `networkOf` keeps. */
const SITE_MASK = -(2 ** (32 - IPV4_SITE_BITS));

/** What `#networkOf` holds for a client whose network was not asked for yet. */
const NOT_ASKED = -2;

/** The names of clients and their networks, whatever the escaping of the records is. */
export class ClientNames {
  readonly clients: AddressNames = new AddressNames();
  readonly networks: AddressNames = new AddressNames(`/${IPV4_SITE_BITS}`);
  readonly #meaning: RequestNames;
  /** By the key of a client. */
  #networkOf = new Int32Array(0);

  constructor(meaning: RequestNames) {
    this.#meaning = meaning;
  }

  /** The key of a client by what was logged of it. */
  clientKey(logged: string, forwardedFor?: string): number {
    return this.clients.keyOf(this.#meaning.client(logged, forwardedFor));
  }

  /** The key of a client's network, or `NO_KEY`. */
  networkKey(client: number): number {
    const known = this.#networkOf[client] ?? NOT_ASKED;
    return known === NOT_ASKED ? this.#findNetwork(client) : known;
  }

  #findNetwork(client: number): number {
    const address = this.clients.addressOf(client);
    const network = address === undefined ? this.#meaning.network(this.clients.text(client)) : '';
    let key = NO_KEY;
    if (address !== undefined) key = this.networks.keyOfAddress(address & SITE_MASK);
    else if (network !== undefined) key = this.networks.keyOf(network);
    if (client >= this.#networkOf.length) {
      const length = grownLength(this.#networkOf.length, client + 1);
      const from = this.#networkOf.length;
      this.#networkOf = copiedInto(new Int32Array(length), this.#networkOf).fill(NOT_ASKED, from);
    }
    this.#networkOf[client] = key;
    return key;
  }

  clear(): void {
    this.clients.clear();
    this.networks.clear();
    this.#networkOf.fill(NOT_ASKED);
  }
}

/** Those of the records in hand. */
const addresses = new Float64Array(MAX_RECORDS);

/** The keys of clients of records with one escaping. */
export class ClientKeys {
  readonly #names: ClientNames;
  readonly #byClient: FieldKeys;
  readonly #byPeer: FieldKeys;

  constructor(names: ClientNames) {
    this.#names = names;
    this.#byClient = new FieldKeys('client', (logged) => names.clientKey(logged));
    this.#byPeer = new FieldKeys('peer', (logged) => names.clientKey(logged));
  }

  get fields(): readonly FieldKeys[] {
    return [this.#byClient, this.#byPeer];
  }

  /** Puts the keys of the clients of `count` records, whose bytes `view` holds, into a column from `row` on. */
  fill(
    column: Int32Array,
    row: number,
    records: readonly AccessRecord[],
    count: number,
    view: DataView,
  ): void {
    for (let i = 0; i < count; i++) addresses[i] = plainAddress(records[i] as AccessRecord);
    // A loop that does little more than read: what one client waits for from memory, the next ones wait for meanwhile.
    const { clients } = this.#names;
    for (let i = 0; i < count; i++) {
      const address = addresses[i] ?? NO_ADDRESS;
      column[row + i] = address === NO_ADDRESS ? NO_KEY : clients.findAddress(address);
    }
    for (let i = 0; i < count; i++) {
      if ((column[row + i] ?? NO_KEY) >= 0) continue;
      const address = addresses[i] ?? NO_ADDRESS;
      column[row + i] =
        address === NO_ADDRESS
          ? this.#rareKeyOf(records[i] as AccessRecord, view)
          : clients.keyOfAddress(address);
    }
  }

  #rareKeyOf(record: AccessRecord, view: DataView): number {
    const forwardedFor = record.text('forwardedFor');
    if (forwardedFor === undefined) {
      const key = this.#byClient.of(record, view);
      return key === NO_KEY ? this.#byPeer.of(record, view) : key;
    }
    const logged = record.text('client') ?? record.text('peer');
    return logged === undefined ? NO_KEY : this.#names.clientKey(logged, forwardedFor);
  }
}

/** The address of a client that is logged in the way in which we write it, as most are, and for no other; `NO_ADDRESS` else. */
function plainAddress({ ranges, bytes }: AccessRecord): number {
  const start = ranges[clientSlot] ?? -1;
  const isForwarded = (ranges[forwardedSlot] ?? -1) >= 0;
  if (start < 0 || isForwarded) return NO_ADDRESS;
  return ipv4Number(bytes, start, ranges[clientSlot + 1] ?? start);
}
