import {
  isMiss,
  type MetricReading,
  type MetricRoom,
  type MetricSeries,
  type MetricSource,
  type Miss,
} from '../contract.ts';
import { type ReplySeries, readReply } from './reply.ts';

/** Bytes of one reply at most: the text must fit into one string. */
export const MAX_REPLY_BYTES: number = 256 * 1024 * 1024;

/** An envelope by its first key, or promtool's bare list of series. */
const envelopeStart = /^\uFEFF?\s*\{\s*"(?:status"\s*:\s*"(?:success|error)"|data"\s*:\s*\{)/;
const listStart = /^\uFEFF?\s*\[\s*\{\s*"(?:metric|values?)"\s*:/;
const infinities: Readonly<Record<string, number>> = {
  '+Inf': Number.POSITIVE_INFINITY,
  '-Inf': Number.NEGATIVE_INFINITY,
};

/**
 * Replies of Prometheus' HTTP API to `query` and `query_range`. A result without `__name__` is that of
 * an expression: it is named by the file, without `.json`. The reply does not tell counters from
 * gauges, nor the step.
 */
export const prometheusRoom: MetricRoom = {
  name: 'prometheus',
  recognises(head: Uint8Array): boolean {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(head);
    return envelopeStart.test(text) || listStart.test(text);
  },
  read(bytes: Uint8Array, source: MetricSource): MetricReading | Miss {
    return readPrometheus(bytes, source, MAX_REPLY_BYTES);
  },
};

/** Reads a reply of at most `maxBytes`. */
export function readPrometheus(
  bytes: Uint8Array,
  source: MetricSource,
  maxBytes: number,
): MetricReading | Miss {
  if (bytes.length > maxBytes) {
    return { reason: `Prometheus reply of more than ${maxBytes} bytes: ask for less in one query` };
  }
  const reply = parseJson(new TextDecoder().decode(bytes));
  if (reply === undefined) return { reason: 'damaged Prometheus reply: no whole JSON document' };
  const results = readReply(reply);
  if (isMiss(results)) return results;
  const fallbackName = source.fileName.replace(/\.json$/, '');
  const series: MetricSeries[] = [];
  for (const result of results) {
    const read = toSeries(result, fallbackName);
    if (isMiss(read)) return read;
    series.push(read);
  }
  return { series, notes: [] };
}

function toSeries({ metric, samples }: ReplySeries, fallbackName: string): MetricSeries | Miss {
  const { __name__: name = fallbackName, ...labels } = metric;
  const times = Float64Array.from(samples, ([seconds]) => Math.round(seconds * 1000));
  const values = Float64Array.from(samples, ([, value]) => readValue(value));
  for (let index = 1; index < times.length; index += 1) {
    if (!((times[index] ?? 0) > (times[index - 1] ?? 0))) {
      return { reason: 'damaged Prometheus reply: timestamps do not ascend', field: 'values' };
    }
  }
  return { name, labels, times, values };
}

/** A value as Prometheus prints it; anything else is unknown. */
function readValue(text: string): number {
  return infinities[text] ?? (text.trim() === '' ? Number.NaN : Number(text));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
