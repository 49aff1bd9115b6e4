import type { MetricValue } from '../../parsers/metric-value.ts';
import { ExpectedError } from '../errors.ts';
import { type Access, accessFor, type Environment } from './access.ts';
import { httpGet, shownUrl } from './http-get.ts';
import { SampledPoll, type Told } from './sampled-poll.ts';

/** Of a page's body what it tells, or why it tells nothing. */
export type PageReader = (body: Uint8Array, timeMs: number) => readonly MetricValue[] | string;

export interface PageSettings {
  readonly environment: Environment;
  readonly stepSeconds: number;
  /** Samples are kept for so long. */
  readonly keptMs: number;
  readonly read: PageReader;
}

/** A server that is slow to answer says nothing that is still true. */
const PAGE_TIMEOUT_MS = 4000;

/** A page that tells only of now: a server's status, an exporter's metrics. */
export class PagePoll extends SampledPoll {
  readonly #url: URL;
  readonly #settings: PageSettings;
  #access: Access | undefined;

  constructor(url: URL, settings: PageSettings) {
    super({ ...settings, path: shownUrl(url) });
    this.#url = url;
    this.#settings = settings;
  }

  protected async ask(now: () => number): Promise<Told> {
    const { environment, read } = this.#settings;
    const { name } = this;
    this.#access ??= await accessFor(this.#url, environment);
    const settings = { name, access: this.#access, timeoutMs: PAGE_TIMEOUT_MS, retries: 0 };
    const { status, body } = await httpGet(this.#url, settings);
    if (status !== 200) {
      throw new ExpectedError(`${name} answers with status ${status}`, 'check the address');
    }
    const timeMs = now();
    const values = read(body, timeMs);
    if (typeof values === 'string')
      throw new ExpectedError(`${name}: ${values}`, 'check the address');
    return { values, timeMs };
  }
}
