import { ExpectedError } from '../errors.ts';
import type { SeriesFile } from '../series/input.ts';
import { isWanted } from '../series/wanted-metrics.ts';
import { type GetSettings, httpGet, shownUrl } from './http-get.ts';
import { dataOf, medianDistance, parsed, propertyOf } from './prometheus-answer.ts';
import { batches, bodyOf, selecting } from './prometheus-query.ts';
import { queryStepSeconds } from './query-step.ts';

/** Series that one analysis takes from an API: those of some ten hosts with every exporter. */
export const MAX_SERIES = 5000;
/** Samples asked for in one query: an answer of some 15 MB. */
export const SAMPLES_OF_QUERY = 500_000;
/** The scrapes looked at to learn their distance. */
const SCRAPES_SECONDS = 1800;
/** The step where no two scrapes are found: that of Prometheus' own default. */
const DEFAULT_SCRAPE_SECONDS = 60;

export interface TimeSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What an API holds that one selector chooses. */
export interface ReadPlan {
  /** Without braces. */
  readonly selector: string;
  readonly names: readonly string[];
  /** Series of each name, and of all. */
  readonly counts: ReadonlyMap<string, number>;
  readonly series: number;
  readonly scrapeSeconds: number;
}

/**
 * A Prometheus-compatible API (Prometheus, VictoriaMetrics, Thanos, Mimir), by the address of its root.
 * `match[]` in the address chooses series, as in federation: `?match[]={instance="web1:9100"}`.
 * https://prometheus.io/docs/prometheus/latest/querying/api/
 */
export class PrometheusApi {
  readonly #root: URL;
  readonly #settings: GetSettings;
  /** Selectors without braces: `instance="web1:9100"`, the empty one for all. */
  readonly #selectors: readonly string[];

  constructor(url: URL, settings: Omit<GetSettings, 'name'>) {
    this.#root = url;
    this.#settings = { ...settings, name: shownUrl(url) };
    const matches = url.searchParams.getAll('match[]');
    this.#selectors = matches.length === 0 ? [''] : matches.map((text) => bodyOf(text, url));
  }

  /**
   * The series of the tables over a span, as the replies of the API, named by the address: raw samples where they are
   * few enough, else values at a coarser step. Throws an ExpectedError when the API cannot be asked or holds none.
   */
  async read(span: TimeSpan): Promise<readonly SeriesFile[]> {
    return this.readPlanned(await this.plan(span), span);
  }

  /** What it holds of a span, selector by selector. Throws an ExpectedError as `read` does. */
  async plan(span: TimeSpan): Promise<readonly ReadPlan[]> {
    const plans: ReadPlan[] = [];
    for (const selector of this.#selectors) {
      const names = await this.#names(selector, span);
      if (names.length === 0) continue;
      const counts = await this.#counts(names, selector, span);
      const series = [...counts.values()].reduce((sum, count) => sum + count, 0);
      if (series > MAX_SERIES) throw this.#tooMany(series);
      const scrapeSeconds = await this.#scrapeSeconds(names, selector, span);
      plans.push({ selector, names, counts, series, scrapeSeconds });
    }
    if (plans.length > 0) return plans;
    throw new ExpectedError(
      `${this.#name} holds no series that are known between ${isoSeconds(span.fromMs)} and ${isoSeconds(span.toMs)}`,
      'check its retention, the zone of the log (--tz) and match[]',
    );
  }

  /** Reads what was planned before, over the same span or another. */
  async readPlanned(plans: readonly ReadPlan[], span: TimeSpan): Promise<readonly SeriesFile[]> {
    const replies: SeriesFile[] = [];
    for (const plan of plans) {
      for (const url of this.#queries(plan, span)) {
        replies.push({ path: `${this.#name}#${replies.length + 1}`, bytes: await this.#get(url) });
      }
    }
    return replies;
  }

  get #name(): string {
    return this.#settings.name;
  }

  #queries({ selector, names, counts, series, scrapeSeconds }: ReadPlan, span: TimeSpan): URL[] {
    const spanSeconds = (span.toMs - span.fromMs) / 1000;
    const step = queryStepSeconds(spanSeconds, scrapeSeconds, series);
    const seriesOfQuery = Math.max(
      1,
      Math.floor(SAMPLES_OF_QUERY / Math.max(1, spanSeconds / step)),
    );
    return batches(names, (name) => counts.get(name) ?? 1, seriesOfQuery).map((batch) => {
      const query = selecting(batch, selector);
      return step === scrapeSeconds
        ? this.#url('query', {
            query: `${query}[${Math.ceil(spanSeconds + scrapeSeconds)}s]`,
            time: seconds(span.toMs),
          })
        : this.#url('query_range', {
            query,
            start: seconds(span.fromMs),
            end: seconds(span.toMs),
            step: String(step),
          });
    });
  }

  /** The names of metrics that a table takes; of all metrics, where a selector asks for certain ones. */
  async #names(selector: string, { fromMs, toMs }: TimeSpan): Promise<readonly string[]> {
    const url = this.#url('label/__name__/values', { start: seconds(fromMs), end: seconds(toMs) });
    if (selector !== '') url.searchParams.append('match[]', `{${selector}}`);
    const data = dataOf(await this.#get(url));
    if (!Array.isArray(data)) throw this.#noApi();
    const names = data.filter((name) => typeof name === 'string');
    return names.filter((name) => selector !== '' || isWanted('prometheus', name)).sort();
  }

  /** How many series each name has in the span. */
  async #counts(
    names: readonly string[],
    selector: string,
    { fromMs, toMs }: TimeSpan,
  ): Promise<ReadonlyMap<string, number>> {
    const counts = new Map<string, number>();
    for (const batch of batches(names, () => 1, names.length)) {
      const url = this.#url('series', {
        'match[]': selecting(batch, selector),
        start: seconds(fromMs),
        end: seconds(toMs),
      });
      const data = dataOf(await this.#get(url));
      if (!Array.isArray(data)) throw this.#noApi();
      for (const labels of data) {
        const name = String(propertyOf(labels, '__name__'));
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
    }
    return counts;
  }

  /** The distance of scrapes, by the last ones of a metric that has some; the shortest of those tried. */
  async #scrapeSeconds(
    names: readonly string[],
    selector: string,
    { toMs }: TimeSpan,
  ): Promise<number> {
    for (const batch of [['up'], ...batches(names, () => 1, SCRAPE_NAMES)]) {
      const query = `${selecting(batch, selector)}[${SCRAPES_SECONDS}s]`;
      const data = dataOf(await this.#get(this.#url('query', { query, time: seconds(toMs) })));
      const result = propertyOf(data, 'result');
      const distances = Array.isArray(result) ? result.flatMap(medianDistance) : [];
      if (distances.length > 0) return Math.min(...distances);
      if (batch[0] !== 'up') break;
    }
    return DEFAULT_SCRAPE_SECONDS;
  }

  #url(path: string, parameters: Readonly<Record<string, string>>): URL {
    const url = new URL(this.#root);
    url.search = '';
    url.hash = '';
    url.pathname = `${url.pathname.replace(/\/+$/, '')}/api/v1/${path}`;
    for (const [name, value] of Object.entries(parameters)) url.searchParams.append(name, value);
    return url;
  }

  /** The body of an answer that is no error. */
  async #get(url: URL): Promise<Uint8Array> {
    const { status, body, location } = await httpGet(url, this.#settings);
    if (status === 200) return body;
    if (status === 401 || status === 403) {
      throw new ExpectedError(
        `${this.#name} refuses access (${status})`,
        'give a token in CULPRIT_BEARER_TOKEN, or user:password in CULPRIT_BASIC_AUTH',
      );
    }
    if (location !== undefined) {
      throw new ExpectedError(
        `${this.#name} sends elsewhere (${status})`,
        `give the address it names: ${location.slice(0, LOCATION_CHARACTERS)}`,
      );
    }
    const error = propertyOf(parsed(body), 'error');
    if (typeof error !== 'string') throw this.#noApi(status);
    throw new ExpectedError(`${this.#name} answers: ${error}`, 'check match[], --from and --to');
  }

  #tooMany(series: number): ExpectedError {
    return new ExpectedError(
      `${this.#name} holds ${series} series that would be read, more than ${MAX_SERIES}`,
      `choose hosts in the address: ${this.#name}?match[]={instance=~"web1.*"}`,
    );
  }

  #noApi(status = 200): ExpectedError {
    return new ExpectedError(
      `${this.#name} does not answer like a Prometheus API (${status})`,
      'give the address in front of /api/v1, like http://prometheus:9090; an endpoint /metrics tells only of now',
    );
  }
}

/** Names tried at once to learn the distance of scrapes. */
const SCRAPE_NAMES = 20;
/** Of an address that a server sends to, shown at most. */
const LOCATION_CHARACTERS = 200;

function seconds(timeMs: number): string {
  return String(timeMs / 1000);
}

function isoSeconds(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
