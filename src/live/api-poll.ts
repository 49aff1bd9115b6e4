import { type RawSeries, type SeriesFile, SkipList } from '../series/input.ts';
import { mergeParts } from '../series/merge.ts';
import { readFiles } from '../series/read-files.ts';
import { accessFor, type Environment } from './access.ts';
import { shownUrl } from './http-get.ts';
import { PrometheusApi, type ReadPlan, type TimeSpan } from './prometheus-api.ts';
import type { NamedPoll } from './steady-polling.ts';

/** Seconds between two questions: that of the scrapes, but no fewer and no more than these. */
export const LEAST_API_STEP_SECONDS = 5;
export const MOST_API_STEP_SECONDS = 15;
/** What there is, and the whole window, is asked for anew so often; between, what came since. */
export const WHOLE_EVERY_MS: number = 10 * 60 * 1000;
/** What came since is asked for with so much of what was known, milliseconds: a part must overlap the whole. */
const OVERLAP_MS = 120_000;

/** What the API answered: read once, since it is looked at again and again. */
interface Answer {
  readonly series: readonly RawSeries[];
  readonly notes: readonly string[];
}

const NOTHING: Answer = { series: [], notes: [] };

/** A Prometheus API, asked for what came since it was asked last. */
export class ApiPoll implements NamedPoll {
  readonly name: string;
  stepSeconds: number = MOST_API_STEP_SECONDS;
  readonly #url: URL;
  readonly #environment: Environment;
  readonly #keptMs: number;
  #api: PrometheusApi | undefined;
  #plans: readonly ReadPlan[] = [];
  #whole = NOTHING;
  #wholeMs = Number.NEGATIVE_INFINITY;
  #since = NOTHING;
  #known: readonly RawSeries[] = [];

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
    const passedMs = toMs - this.#wholeMs;
    // Before what is known lies a clock that was put back.
    if (passedMs >= WHOLE_EVERY_MS || passedMs < 0) await this.#askWhole(this.#api, toMs);
    else this.#since = await this.#ask(this.#api, { fromMs: this.#wholeMs - OVERLAP_MS, toMs });
    this.#known = mergeParts([...this.#whole.series, ...this.#since.series]);
  }

  files(): readonly SeriesFile[] {
    return [];
  }

  series(): readonly RawSeries[] {
    return this.#known;
  }

  notes(): readonly string[] {
    return [...new Set([...this.#whole.notes, ...this.#since.notes])];
  }

  async #askWhole(api: PrometheusApi, toMs: number): Promise<void> {
    const span = { fromMs: toMs - this.#keptMs, toMs };
    this.#plans = await api.plan(span);
    this.#whole = await this.#ask(api, span);
    this.#wholeMs = toMs;
    this.#since = NOTHING;
    const scrapeSeconds = Math.min(...this.#plans.map((plan) => plan.scrapeSeconds));
    this.stepSeconds = Math.min(
      MOST_API_STEP_SECONDS,
      Math.max(LEAST_API_STEP_SECONDS, scrapeSeconds),
    );
  }

  async #ask(api: PrometheusApi, span: TimeSpan): Promise<Answer> {
    const skips = new SkipList();
    const series = readFiles(await api.readPlanned(this.#plans, span), {}, skips);
    const { skipped, notes } = skips.list();
    return {
      series,
      notes: [...skipped.map(({ reason }) => reason), ...notes.map(({ text }) => text)],
    };
  }
}
