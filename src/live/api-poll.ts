import type { RawSeries, SeriesFile } from '../series/input.ts';
import { accessFor, type Environment } from './access.ts';
import { shownUrl } from './http-get.ts';
import type { Poll } from './poll.ts';
import { PrometheusApi } from './prometheus-api.ts';

/** Seconds between two questions: what is scraped most often has something new then. */
export const API_STEP_SECONDS = 15;
/** The whole window is asked for anew so often; between, what came since. */
export const WHOLE_EVERY_MS: number = 10 * 60 * 1000;
/** What came since is asked for with so much of what was known, milliseconds: a part must overlap the whole. */
const OVERLAP_MS = 120_000;

/** A Prometheus API, asked for what came since it was asked last. */
export class ApiPoll implements Poll {
  readonly name: string;
  readonly stepSeconds: number = API_STEP_SECONDS;
  readonly #url: URL;
  readonly #environment: Environment;
  readonly #keptMs: number;
  #api: PrometheusApi | undefined;
  #whole: readonly SeriesFile[] = [];
  #wholeMs = Number.NEGATIVE_INFINITY;
  #since: readonly SeriesFile[] = [];

  /** Asks for so many milliseconds back. */
  constructor(url: URL, environment: Environment, keptMs: number) {
    this.name = shownUrl(url);
    this.#url = url;
    this.#environment = environment;
    this.#keptMs = keptMs;
  }

  async poll(now: () => number): Promise<void> {
    this.#api ??= new PrometheusApi(this.#url, {
      access: await accessFor(this.#url, this.#environment),
    });
    const toMs = now();
    if (toMs - this.#wholeMs >= WHOLE_EVERY_MS) {
      this.#whole = await this.#api.read({ fromMs: toMs - this.#keptMs, toMs });
      this.#wholeMs = toMs;
      this.#since = [];
      return;
    }
    const since = await this.#api.read({ fromMs: this.#wholeMs - OVERLAP_MS, toMs });
    this.#since = since.map(({ path, bytes }) => ({ path: `${path} since`, bytes }));
  }

  files(): readonly SeriesFile[] {
    return [...this.#whole, ...this.#since];
  }

  series(): readonly RawSeries[] {
    return [];
  }
}
