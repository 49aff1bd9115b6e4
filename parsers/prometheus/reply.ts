import { isMiss, type Miss } from '../contract.ts';

/** One series of a reply: its labels, and its samples as the server wrote them. */
export interface ReplySeries {
  readonly metric: Readonly<Record<string, string>>;
  /** Epoch seconds, and the value as text: JSON has no NaN. */
  readonly samples: readonly (readonly [number, string])[];
}

/** Characters kept of a server's error message. */
export const MAX_MESSAGE_CHARACTERS = 300;

/**
 * Reads the envelope of the query API, or the bare list that `promtool query -o json` prints.
 * Native histograms are passed over: they have no single value. Warnings come with data; the data
 * is taken. https://prometheus.io/docs/prometheus/latest/querying/api/
 */
export function readReply(reply: unknown): readonly ReplySeries[] | Miss {
  if (Array.isArray(reply)) return readResult(reply);
  if (!isObject(reply)) return { reason: 'not a Prometheus reply: no JSON object' };
  const { status, data } = reply;
  if (status === 'error') return serverError(reply);
  if (status !== 'success') return damaged('status', '"success" or "error"');
  if (!isObject(data)) return damaged('data', 'an object');
  const { result, resultType } = data;
  if (!Array.isArray(result)) return damaged('data.result', 'a list');
  if (resultType === 'scalar') {
    return isSample(result) ? [{ metric: {}, samples: [result] }] : damaged('result', 'a sample');
  }
  if (resultType !== 'matrix' && resultType !== 'vector') {
    return damaged('data.resultType', '"matrix", "vector" or "scalar"');
  }
  return readResult(result);
}

function readResult(result: readonly unknown[]): readonly ReplySeries[] | Miss {
  const series: ReplySeries[] = [];
  for (const item of result) {
    const read = readItem(item);
    if (read === undefined) continue;
    if (isMiss(read)) return read;
    series.push(read);
  }
  if (series.length > 0) return series;
  const what = result.length > 0 ? 'only native histograms, which are not read' : 'no series';
  return { reason: `Prometheus reply with ${what}` };
}

/** Undefined for a native histogram. */
function readItem(item: unknown): ReplySeries | Miss | undefined {
  if (!isObject(item)) return damaged('result', 'a list of series');
  const { metric, value, values, histogram, histograms } = item;
  if (!isLabels(metric)) return damaged('metric', 'an object of texts');
  const samples = values ?? (value === undefined ? undefined : [value]);
  if (samples === undefined && (histograms ?? histogram) !== undefined) return undefined;
  if (!Array.isArray(samples)) return damaged('values', 'a list of samples');
  if (!samples.every(isSample)) return damaged('values', 'pairs of a number and a text');
  return { metric, samples };
}

function serverError({ errorType, error }: Readonly<Record<string, unknown>>): Miss {
  const message = [errorType, error]
    .filter((part) => typeof part === 'string')
    .join(': ')
    .replace(/\s+/g, ' ')
    .slice(0, MAX_MESSAGE_CHARACTERS);
  return {
    reason: `Prometheus answered with an error: ${message || 'no message'}`,
    field: 'error',
  };
}

function damaged(field: string, expected: string): Miss {
  return { reason: `damaged Prometheus reply: ${field} is not ${expected}`, field };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isLabels(value: unknown): value is Readonly<Record<string, string>> {
  return isObject(value) && Object.values(value).every((label) => typeof label === 'string');
}

function isSample(value: unknown): value is readonly [number, string] {
  return (
    Array.isArray(value) &&
    value.length === 2 &&
    Number.isFinite(value[0]) &&
    typeof value[1] === 'string'
  );
}
