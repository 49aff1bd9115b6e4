import type { GroupCheck, OpenMetricsSample } from './openmetrics-sample-rules.ts';

/**
 * Checks the summaries of a family for values below 0. In one thing this is laxer than the specification: a
 * summary with its count may have them, since Prometheus' own Go client writes those of signed quantities and its
 * server takes them. https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md#summary
 */
export class SummaryCheck implements GroupCheck {
  #isNegative = false;
  #hasCount = false;

  observe({ value }: OpenMetricsSample, suffix: string): undefined {
    if (suffix === '_count') this.#hasCount = true;
    else if (value < 0) this.#isNegative = true;
  }

  finish(): string | undefined {
    const what =
      this.#isNegative && !this.#hasCount ? 'what a summary tells is below 0' : undefined;
    this.#isNegative = false;
    this.#hasCount = false;
    return what;
  }
}
