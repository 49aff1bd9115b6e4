import { ExpectedError } from '../errors.ts';
import type { RawSeries, SeriesFile } from '../series/input.ts';
import { type Access, accessFor, type Environment } from './access.ts';
import { httpGet, shownUrl } from './http-get.ts';
import type { Poll } from './poll.ts';

/** The distance of two scrapes: what exporters' documentation shows most. */
export const SCRAPE_STEP_SECONDS = 15;
/** Bytes of scrapes that are kept; the oldest go first. */
export const MAX_SCRAPE_BYTES: number = 64 * 1024 * 1024;

interface Scrape {
  readonly timeMs: number;
  readonly text: Uint8Array;
}

/** An exporter's `/metrics`, scrape by scrape. https://prometheus.io/docs/instrumenting/exposition_formats/ */
export class ScrapePoll implements Poll {
  readonly stepSeconds: number = SCRAPE_STEP_SECONDS;
  readonly #url: URL;
  readonly #environment: Environment;
  readonly #maxBytes: number;
  readonly #scrapes: Scrape[] = [];
  #bytes = 0;
  #access: Access | undefined;

  constructor(url: URL, environment: Environment, maxBytes: number = MAX_SCRAPE_BYTES) {
    this.#url = url;
    this.#environment = environment;
    this.#maxBytes = maxBytes;
  }

  async poll(now: () => number): Promise<void> {
    this.#access ??= await accessFor(this.#url, this.#environment);
    const name = shownUrl(this.#url);
    const { status, body } = await httpGet(this.#url, { name, access: this.#access });
    if (status !== 200) {
      throw new ExpectedError(`${name} answers with status ${status}`, 'check the address');
    }
    this.#scrapes.push({ timeMs: now(), text: body });
    this.#bytes += body.length;
    while (this.#bytes > this.#maxBytes && this.#scrapes.length > 1) {
      this.#bytes -= this.#scrapes.shift()?.text.length ?? 0;
    }
  }

  /** All scrapes in one text, each behind its time. */
  files(): readonly SeriesFile[] {
    if (this.#scrapes.length === 0) return [];
    const parts = this.#scrapes.flatMap(({ timeMs, text }) => [
      Buffer.from(`# scraped at ${new Date(timeMs).toISOString()}\n`),
      text,
      Buffer.from('\n'),
    ]);
    return [{ path: shownUrl(this.#url), bytes: Buffer.concat(parts) }];
  }

  series(): readonly RawSeries[] {
    return [];
  }
}
