import type { SadfHost, SadfSample } from './sadf-json.ts';
import { textFields } from './text-fields.ts';

const HEAD = '# hostname;interval;timestamp';
/** `-p` gives each number its line: host, interval, time, device, name, value. */
const PATTERN_LINE = /^[^\t\n]+\t-?\d+\t(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?: \w+)?|\d{9,10})\t/;
const RESTART_FIRST = /^[^;\n]+;-1;[^;\n]+;LINUX-RESTART/;
const RESTART = /LINUX-RESTART(?:\s+\((?<cpus>\d+) CPU\))?/;
const SECONDS = /^\d{9,10}$/;

/** Whether a text is what `sadf -d` or `sadf -p` prints. */
export function isSadfText(head: string): boolean {
  return head.startsWith(HEAD) || RESTART_FIRST.test(head) || PATTERN_LINE.test(head);
}

interface TextHost {
  readonly name: string;
  cpus: number | undefined;
  restarts: number;
  readonly samples: Map<string, TextSample>;
}
/** Entries by activity, then by device. */
type Entries = Map<string, Map<string, Record<string, unknown>>>;
interface TextSample extends Omit<SadfSample, 'statistics'> {
  readonly entries: Entries;
}

/** Reads the text into hosts as the document has them; what no table names is passed over. */
export function readText(text: string): readonly SadfHost[] {
  const hosts = new Map<string, TextHost>();
  let names: readonly string[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('#')) names = line.slice(1).trim().split(';').slice(3);
    else readLine(hosts, line, names);
  }
  return [...hosts.values()].map(({ samples, ...host }) => {
    return { ...host, samples: [...samples.values()].map(toSample) };
  });
}

function readLine(hosts: Map<string, TextHost>, line: string, names: readonly string[]): void {
  // The line of a restart has a tab in `-d` too.
  const isPattern = !line.includes(';');
  const [name = '', interval, stamp = '', ...cells] = line.split(isPattern ? '\t' : ';');
  const [first = '', second = '', third = ''] = cells;
  if (interval === undefined || first === '') return;
  const host = hosts.get(name) ?? { name, cpus: undefined, restarts: 0, samples: new Map() };
  hosts.set(name, host);
  if (first.startsWith('LINUX-RESTART')) {
    const { cpus } = RESTART.exec(`${first} ${second}`)?.groups ?? {};
    host.restarts += 1;
    host.cpus ??= cpus === undefined ? undefined : Number(cpus);
    return;
  }
  const sample = host.samples.get(stamp) ?? { ...timeOf(stamp), entries: new Map() };
  host.samples.set(stamp, sample);
  if (isPattern) addNumber(sample.entries, { device: first, name: second, value: third });
  else {
    for (const [at, each] of names.entries()) {
      addNumber(sample.entries, { device: first, name: each, value: cells[at] ?? '' });
    }
  }
}

interface Written {
  readonly device: string;
  readonly name: string;
  readonly value: string;
}

function addNumber(entries: Entries, { device, name, value }: Written): void {
  const place = textFields.get(name);
  const number = value === '' ? Number.NaN : Number(value);
  if (place === undefined || Number.isNaN(number)) return;
  const { activity, field, device: label } = place;
  const own = label === undefined ? '' : deviceName(device, label);
  const devices = entries.get(activity) ?? new Map();
  entries.set(activity, devices);
  const entry = devices.get(own) ?? (label === undefined ? {} : { [label]: own });
  devices.set(own, entry);
  entry[field] = number;
}

/** All CPUs are -1 in `-d`, one is `cpu0` in `-p`. */
function deviceName(device: string, label: string): string {
  if (label !== 'cpu') return device;
  return device === '-1' ? 'all' : device.replace(/^cpu/, '');
}

/** With `-U` a time is the seconds since 1970. */
function timeOf(stamp: string): Pick<SadfSample, 'date' | 'time' | 'isUtc'> {
  const iso = SECONDS.test(stamp)
    ? `${new Date(Number(stamp) * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`
    : stamp;
  const [date = '', time = '', zone] = iso.split(' ');
  return { date, time, isUtc: zone === 'UTC' || zone === 'GMT' };
}

function toSample({ entries, ...time }: TextSample): SadfSample {
  const statistics: Record<string, unknown> = {};
  for (const [activity, devices] of entries) {
    const [first = '', second] = activity.split('.');
    const all = [...devices.values()];
    statistics[first] =
      second === undefined ? all : { ...asObject(statistics[first]), [second]: all };
  }
  return { ...time, statistics };
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
