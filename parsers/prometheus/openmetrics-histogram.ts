import { readFloatText } from './float-text.ts';
import type { GroupCheck, OpenMetricsSample } from './openmetrics-sample-rules.ts';

/**
 * Checks the histograms of a family, one group at one time after another: buckets ascend, end with `+Inf` and
 * agree with count and sum. In one thing this is laxer than the specification: a sum may stand beside negative
 * buckets, and be negative there, since Prometheus' own Go client writes that and its server takes it.
 * https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md#histogram
 */
export class HistogramCheck implements GroupCheck {
  #hasSamples = false;
  /** The upper bound and the value of the last bucket. */
  #bound = Number.NaN;
  #inBuckets = 0;
  #count: number | undefined;
  #sum: number | undefined;
  #hasNegativeBound = false;

  observe({ labels, value }: OpenMetricsSample, suffix: string): string | undefined {
    this.#hasSamples = true;
    if (suffix === '_bucket') {
      return this.#observeBucket(readFloatText(labels.get('le') ?? '') ?? Number.NaN, value);
    }
    if (suffix === '_count' || suffix === '_gcount') this.#count = value;
    if (suffix === '_sum' || suffix === '_gsum') this.#sum = value;
    return undefined;
  }

  finish(): string | undefined {
    const what = this.#hasSamples ? this.#fault() : undefined;
    this.#hasSamples = false;
    this.#bound = Number.NaN;
    this.#inBuckets = 0;
    this.#count = undefined;
    this.#sum = undefined;
    this.#hasNegativeBound = false;
    return what;
  }

  #observeBucket(bound: number, value: number): string | undefined {
    if (bound <= this.#bound) return 'buckets are not in the order of their bounds';
    if (value < this.#inBuckets) return 'a bucket holds less than the one before it';
    if (bound < 0) this.#hasNegativeBound = true;
    this.#bound = bound;
    this.#inBuckets = value;
    return undefined;
  }

  #fault(): string | undefined {
    if (this.#bound !== Number.POSITIVE_INFINITY) return 'a histogram has no bucket +Inf';
    if (this.#count !== undefined && this.#count !== this.#inBuckets) {
      return 'the count of a histogram is not that of its bucket +Inf';
    }
    if ((this.#count === undefined) !== (this.#sum === undefined)) {
      return 'a histogram has a count and no sum, or a sum and no count';
    }
    return (this.#sum ?? 0) < 0 && !this.#hasNegativeBound
      ? 'a negative sum without negative buckets'
      : undefined;
  }
}
