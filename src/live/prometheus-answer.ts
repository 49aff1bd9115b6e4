/** The JSON that a Prometheus API answers with. https://prometheus.io/docs/prometheus/latest/querying/api/ */

export function dataOf(body: Uint8Array): unknown {
  return propertyOf(parsed(body), 'data');
}

export function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

export function propertyOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

/** The median distance of the samples of one result, in seconds; none of fewer than three. */
export function medianDistance(result: unknown): number[] {
  const values = propertyOf(result, 'values');
  if (!Array.isArray(values)) return [];
  const times = values.flatMap((pair) => (Array.isArray(pair) ? [Number(pair[0])] : []));
  const distances = times.slice(1).map((time, index) => time - (times[index] ?? time));
  const ordered = distances.sort((a, b) => a - b);
  const median = ordered[Math.floor(ordered.length / 2)];
  return median === undefined || ordered.length < 2 || median <= 0
    ? []
    : [Math.max(1, Math.round(median))];
}
