import { textSlot } from '../../parsers/record.ts';
import {
  MAX_LINES,
  NO_ADDRESS,
  type ScannedLines,
  type TextColumn,
} from '../../parsers/scanned-lines.ts';
import { IPV4_SITE_BITS } from '../request/network.ts';
import type { RequestNames } from '../request/request-names.ts';
import { copiedInto, grownLength } from '../rollup/columns.ts';
import { NO_KEY } from '../rollup/request-batch.ts';
import { AddressNames } from './address-names.ts';
import { FieldKeys } from './field-keys.ts';
import { ipv4Number } from './ipv4-number.ts';
import type { LineRun } from './line-run.ts';

const clientSlot = textSlot('client');
const forwardedSlot = textSlot('forwardedFor');

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

const addresses = new Float64Array(MAX_LINES);

/** The keys of clients of lines with one escaping. */
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

  /** Puts the keys of the clients of a run of lines into a column from `row` on. */
  fill(column: Int32Array, row: number, run: LineRun): void {
    const { lines, from, to } = run;
    const isForwarded = lines.texts[forwardedSlot]?.isFilled === true;
    const plain = lines.hasAddresses && !isForwarded ? lines.addresses : plainAddresses(run);
    // A loop that does little more than read: what one client waits for from memory, the next ones wait for meanwhile.
    const { clients } = this.#names;
    for (let line = from; line < to; line++) {
      const address = plain[line] ?? NO_ADDRESS;
      column[row + line - from] = address === NO_ADDRESS ? NO_KEY : clients.findAddress(address);
    }
    for (let line = from; line < to; line++) {
      const at = row + line - from;
      if ((column[at] ?? NO_KEY) >= 0) continue;
      const address = plain[line] ?? NO_ADDRESS;
      column[at] =
        address === NO_ADDRESS ? this.#rareKeyOf(lines, line) : clients.keyOfAddress(address);
    }
  }

  #rareKeyOf(lines: ScannedLines, line: number): number {
    const forwardedFor = lines.text('forwardedFor', line);
    if (forwardedFor === undefined) {
      const key = this.#byClient.of(lines, line);
      return key === NO_KEY ? this.#byPeer.of(lines, line) : key;
    }
    const logged = lines.text('client', line) ?? lines.text('peer', line);
    return logged === undefined ? NO_KEY : this.#names.clientKey(logged, forwardedFor);
  }
}

/** The addresses of clients that are logged in the way in which we write them, as most are; `NO_ADDRESS` for all others. */
function plainAddresses({ lines, from, to }: LineRun): Float64Array {
  const { starts, ends } = lines.texts[clientSlot] as TextColumn;
  const { starts: forwarded } = lines.texts[forwardedSlot] as TextColumn;
  for (let line = from; line < to; line++) {
    const start = starts[line] ?? -1;
    const isPlain = start >= 0 && (forwarded[line] ?? -1) < 0;
    addresses[line] = isPlain ? ipv4Number(lines.bytes, start, ends[line] ?? start) : NO_ADDRESS;
  }
  return addresses;
}
