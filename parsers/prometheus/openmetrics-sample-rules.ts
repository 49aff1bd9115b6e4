import { readFloatText } from './float-text.ts';
import { groupLabel, isHistogram, type OpenMetricsType } from './openmetrics-type.ts';

/** A sample of OpenMetrics. `timeMs` is epoch milliseconds with fractions, NaN without a time. */
export interface OpenMetricsSample {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
  readonly timeMs: number;
  readonly hasExemplar: boolean;
}

/** Checks the samples of one group at one time after another; returns what is wrong, if anything is. */
export interface GroupCheck {
  observe(sample: OpenMetricsSample, suffix: string): string | undefined;
  /** Ends one group at one time, and is ready for the next. */
  finish(): string | undefined;
}

interface Place {
  /** Of the family. */
  readonly name: string;
  readonly type: OpenMetricsType;
  /** What follows the family's name in the sample's. */
  readonly suffix: string;
}

const notNaN = new Set(['_total', '_sum', '_count', '_bucket', '_gcount', '_gsum']);
const notNegative = new Set(['_total', '_count', '_bucket', '_gcount']);
const whole = new Set(['_count', '_bucket', '_gcount']);

/** What is wrong with one sample by itself, if anything is. */
export function faultOfSample(sample: OpenMetricsSample, place: Place): string | undefined {
  return (
    faultOfLabels(sample, place) ?? faultOfValue(sample, place) ?? faultOfExemplar(sample, place)
  );
}

function faultOfLabels({ labels }: OpenMetricsSample, place: Place): string | undefined {
  const { name, type, suffix } = place;
  const label = groupLabel(type, name, suffix);
  if (label === undefined) return undefined;
  const text = labels.get(label);
  if (text === undefined) return `the label ${label} is missing`;
  if (type === 'stateset') return undefined;
  const bound = readFloatText(text) ?? Number.NaN;
  // Of all ways to write a bound only those of infinity are laid down strictly.
  const isBound = !Number.isNaN(bound) && (bound !== Number.POSITIVE_INFINITY || text === '+Inf');
  if (!isBound) return `the label ${label} is no number as OpenMetrics writes it`;
  return type === 'summary' && !(bound >= 0 && bound <= 1)
    ? 'a quantile is not from 0 to 1'
    : undefined;
}

function faultOfValue({ value }: OpenMetricsSample, place: Place): string | undefined {
  const { type, suffix } = place;
  if (type === 'stateset' && value !== 0 && value !== 1) return 'a state is neither 0 nor 1';
  if (type === 'info' && value !== 1) return 'an info is not 1';
  if (whole.has(suffix) && !Number.isInteger(value)) return 'a count is no whole number';
  if (notNaN.has(suffix) && Number.isNaN(value)) return 'what counts is NaN';
  if (notNegative.has(suffix) && value < 0) return 'what counts is below 0';
  return undefined;
}

function faultOfExemplar({ hasExemplar }: OpenMetricsSample, place: Place): string | undefined {
  if (!hasExemplar) return undefined;
  const { type, suffix } = place;
  const isAllowed =
    suffix === '_bucket' ? isHistogram(type) : type === 'counter' && suffix === '_total';
  return isAllowed ? undefined : 'only buckets and totals may have exemplars';
}
