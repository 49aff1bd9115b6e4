/** A series as Prometheus names it, with a value at each step. */
export interface SampledMetric {
  readonly metric: Readonly<Record<string, string>>;
  readonly values: ArrayLike<number>;
}

/** What Prometheus' `query_range` answers: https://prometheus.io/docs/prometheus/latest/querying/api/ */
export function rangeReply(
  series: readonly SampledMetric[],
  { fromMs, stepMs }: { readonly fromMs: number; readonly stepMs: number },
): string {
  const result = series.map(({ metric, values }) => ({
    metric,
    values: Array.from(values, (value, at) => [(fromMs + at * stepMs) / 1000, String(value)]),
  }));
  return JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } });
}
