import { dimensions } from '../rollup/dimension.ts';
import { NO_KEY, type RequestBatch } from '../rollup/request-batch.ts';
import { ClientCount } from './client-ids.ts';

const ROUTE = dimensions.indexOf('route');

/** What browsers fetch for a page by themselves: style sheets, scripts, pictures and fonts. */
const ASSET = /\.(?:css|js|mjs|png|jpe?g|gif|svg|webp|avif|ico|woff2?|ttf|otf)$/i;

export function isAsset(route: string): boolean {
  return ASSET.test(route);
}

/** The clients that asked for what browsers fetch by themselves. */
export class AssetClients {
  readonly clients: ClientCount = new ClientCount();
  /** By key of a route, whether it is an asset's. */
  readonly #known = new Map<number, boolean>();

  add(batch: RequestBatch, at: number, client: number): void {
    const key = batch.keys[ROUTE]?.[at] ?? NO_KEY;
    if (key === NO_KEY) return;
    const known = this.#known.get(key);
    const is = known ?? isAsset(batch.names[ROUTE]?.text(key) ?? '');
    if (known === undefined) this.#known.set(key, is);
    if (is) this.clients.add(client);
  }

  /** To be called before another batch comes, whose keys mean something else. */
  endBatch(): void {
    this.#known.clear();
  }
}
