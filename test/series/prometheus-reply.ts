import type { SeriesFile } from '../../src/series/input.ts';

type Values = readonly (readonly [number, string | number])[];

/** A `query_range` reply as a file. */
export function reply(
  path: string,
  ...result: readonly { metric: Record<string, string>; values: Values }[]
): SeriesFile {
  const written = result.map((series) => ({
    metric: series.metric,
    values: series.values.map(([seconds, value]) => [seconds, String(value)]),
  }));
  const text = JSON.stringify({
    status: 'success',
    data: { resultType: 'matrix', result: written },
  });
  return { path, bytes: new TextEncoder().encode(text) };
}

/** Values a step apart, from second 1,795,229,000 on. */
export function every(stepSeconds: number, values: readonly (string | number)[]): Values {
  return values.map((value, index) => [1_795_229_000 + index * stepSeconds, value]);
}

/** One metric with the labels of node_exporter on web1, every 5 seconds. */
export function metric(
  name: string,
  values: readonly (string | number)[],
  labels: Record<string, string> = {},
): SeriesFile {
  const all = { __name__: name, instance: 'web1:9100', job: 'node', ...labels };
  return reply(`${name}${JSON.stringify(labels)}.json`, { metric: all, values: every(5, values) });
}
