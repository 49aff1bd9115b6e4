import type { MetricValue } from '../../parsers/metric-value.ts';
import type { RawSeries, SeriesFile } from '../series/input.ts';
import { PolledSamples, type SampleSource } from './polled-samples.ts';
import type { NamedPoll } from './steady-polling.ts';

/** What an endpoint told, and of when it is, epoch milliseconds. */
export interface Told {
  readonly values: readonly MetricValue[];
  readonly timeMs: number;
}

/** An endpoint that tells only of now: what it told is kept for a while, and can be gone on with after a restart. */
export abstract class SampledPoll implements NamedPoll {
  readonly name: string;
  readonly stepSeconds: number;
  readonly #samples: PolledSamples;

  constructor(source: SampleSource) {
    this.name = source.path;
    this.stepSeconds = source.stepSeconds;
    this.#samples = new PolledSamples(source);
  }

  async poll(now: () => number): Promise<void> {
    const { values, timeMs } = await this.ask(now);
    this.#samples.add(values, timeMs);
  }

  files(): readonly SeriesFile[] {
    return [];
  }

  series(): readonly RawSeries[] {
    return this.#samples.series();
  }

  notes(): readonly string[] {
    return this.#samples.notes();
  }

  restore(series: readonly RawSeries[]): void {
    this.#samples.restore(series);
  }

  /** Asks once. Rejects with an ExpectedError when the endpoint cannot be asked. */
  protected abstract ask(now: () => number): Promise<Told>;
}
