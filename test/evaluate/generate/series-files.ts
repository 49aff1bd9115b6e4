import type { SampledSeries } from './series-samples.ts';

/** Files of series, by their names. */
export type SeriesFiles = Readonly<Record<string, string>>;

/** `query_range` replies, one file a metric (https://prometheus.io/docs/prometheus/latest/querying/api/#range-queries). */
export function prometheusFiles(
  series: readonly SampledSeries[],
  times: readonly number[],
): SeriesFiles {
  const names = [...new Set(series.map(({ name }) => name))];
  return Object.fromEntries(
    names.map((name) => {
      const result = series
        .filter((one) => one.name === name)
        .map(({ labels, values }) => ({
          metric: { __name__: name, ...labels },
          values: values.map((value, at) => [times[at], numberText(value)]),
        }));
      const reply = { status: 'success', data: { resultType: 'matrix', result } };
      return [`prometheus/${name}.json`, JSON.stringify(reply)];
    }),
  );
}

/** One table with a column a series, named as Grafana names those without a legend. */
export function csvFiles(series: readonly SampledSeries[], times: readonly number[]): SeriesFiles {
  const heads = series.map(({ name, labels }) => {
    const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
    return quoted(`${name}{${pairs.join(', ')}}`);
  });
  const rows = times.map((time, at) => {
    const values = series.map(({ values: all }) => numberText(all[at] ?? Number.NaN));
    return [new Date(time * 1000).toISOString(), ...values].join(',');
  });
  return { 'table.csv': `${[['Time', ...heads].join(','), ...rows].join('\n')}\n` };
}

function numberText(value: number): string {
  return String(Number(value.toFixed(3)));
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
