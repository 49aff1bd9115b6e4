import type { LineRecord } from '../../parsers/contract.ts';
import { isOwnNetwork, RealClient } from '../request/real-client.ts';

/** Fewer requests may all be of one client. */
const LEAST_REQUESTS = 20;
/** A proxy asks for nearly everything that a server behind it answers. */
const PROXY_SHARE = 0.95;

/** Who asked for the first requests of a log, as far as the log tells it. */
export class Peers {
  readonly #clients = new RealClient();
  readonly #requests = new Map<string, number>();
  #all = 0;

  add(record: LineRecord): void {
    const client = record.text('client') ?? record.text('peer');
    if (client === undefined) return;
    const name = this.#clients.of({ client, forwardedFor: record.text('forwardedFor') });
    this.#requests.set(name, (this.#requests.get(name) ?? 0) + 1);
    this.#all += 1;
  }

  /**
   * Whether they are those of a server behind a proxy: nearly all by one address of one's own networks, and none named that it
   * asked for.
   */
  get areOneProxy(): boolean {
    if (this.#all < LEAST_REQUESTS) return false;
    return [...this.#requests].some(
      ([name, requests]) => requests >= PROXY_SHARE * this.#all && isOwnNetwork(name),
    );
  }
}
