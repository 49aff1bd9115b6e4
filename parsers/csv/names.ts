/** A series' name with its labels, as the head of a column tells them. */
export interface SeriesName {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

const SELECTOR = /^\s*(?<name>[a-zA-Z_:][\w:.]*)?\s*\{(?<labels>.*)\}\s*$/s;
const LABEL = /\s*(?<label>[a-zA-Z_]\w*)\s*=\s*"(?<value>(?:[^"\\]|\\.)*)"\s*(?:,|$)/sy;

/**
 * Reads what Grafana calls a series that no legend was given to: Prometheus' notation, `node_load1{instance="web1:9100"}`
 * or `{__name__="node_load1", …}`. Any other text is a name.
 */
export function readSeriesName(text: string): SeriesName {
  const { name, labels: written } = SELECTOR.exec(text)?.groups ?? {};
  const labels = written === undefined ? undefined : readLabels(written);
  if (labels === undefined) return { name: text.trim(), labels: {} };
  const { __name__: own = '', ...rest } = labels;
  return { name: name ?? own, labels: rest };
}

function readLabels(text: string): Readonly<Record<string, string>> | undefined {
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  let at = 0;
  while (at < text.length) {
    const { label, value = '' } = LABEL.exec(text)?.groups ?? {};
    if (label === undefined) return undefined;
    labels[label] = value.replace(/\\(.)/gs, (_, char) => (char === 'n' ? '\n' : char));
    at = LABEL.lastIndex;
  }
  return labels;
}

/** Heads of columns that hold the time. */
const timeHeads: ReadonlySet<string> = new Set([
  'time',
  'timestamp',
  '@timestamp',
  '_time',
  'date',
  'datetime',
  'date_time',
  'date/time',
  'ts',
  'epoch',
  'unixtime',
  'unix_time',
  'clock',
  'when',
]);

/** Heads of columns that hold the name of the series that a row is of. */
const nameHeads: ReadonlySet<string> = new Set([
  'series',
  'metric',
  'metric_name',
  'metricname',
  '__name__',
  'name',
  'measurement',
  '_measurement',
  'field',
  '_field',
  'item',
  'key',
  'counter',
  'variable',
  'legend',
]);

/** Heads of columns that hold the host that a row is of; `instance` stays a label, since it holds a port too. */
const nodeHeads: ReadonlySet<string> = new Set([
  'host',
  'hostname',
  'host_name',
  'node',
  'nodename',
  'server',
  'machine',
]);

/** Heads that say nothing of what the values are. */
const valueHeads: ReadonlySet<string> = new Set([
  '',
  'value',
  '_value',
  'values',
  'val',
  'mean',
  'avg',
  'average',
  'last',
]);

/** What a column is by its head alone. */
export function headMeaning(head: string): 'time' | 'name' | 'node' | 'value' | undefined {
  const plain = head.trim().toLowerCase();
  if (timeHeads.has(plain)) return 'time';
  if (nameHeads.has(plain)) return 'name';
  if (nodeHeads.has(plain)) return 'node';
  return valueHeads.has(plain) ? 'value' : undefined;
}
