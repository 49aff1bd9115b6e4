/**
 * What may follow a family's name in the names of its samples, by type.
 * https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md#suffixes
 */
export const suffixes = {
  counter: ['_total', '_created'],
  gauge: [''],
  histogram: ['_count', '_sum', '_bucket', '_created'],
  gaugehistogram: ['_gcount', '_gsum', '_bucket'],
  stateset: [''],
  info: ['_info'],
  summary: ['', '_count', '_sum', '_created'],
  unknown: [''],
} as const satisfies Readonly<Record<string, readonly string[]>> as Readonly<
  Record<OpenMetricsType, readonly string[]>
>;

export type OpenMetricsType =
  | 'counter'
  | 'gauge'
  | 'histogram'
  | 'gaugehistogram'
  | 'stateset'
  | 'info'
  | 'summary'
  | 'unknown';

export function isHistogram(type: OpenMetricsType): boolean {
  return type === 'histogram' || type === 'gaugehistogram';
}

/** Whether a sample only grows until its program starts anew. */
export function isGrowing(type: OpenMetricsType, suffix: string): boolean {
  const isCounting = type === 'counter' || type === 'histogram' || type === 'summary';
  return isCounting && suffix !== '' && suffix !== '_created';
}

/** The label that tells the samples of one group apart. */
export function groupLabel(
  type: OpenMetricsType,
  name: string,
  suffix: string,
): string | undefined {
  if (type === 'stateset') return name;
  if (type === 'summary') return suffix === '' ? 'quantile' : undefined;
  return isHistogram(type) && suffix === '_bucket' ? 'le' : undefined;
}
