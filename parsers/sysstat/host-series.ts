import type { MetricSeries, MetricSource } from '../contract.ts';
import { IsoClock } from '../iso-time.ts';
import { activities, labelFields } from './activities.ts';
import { memoryTotals } from './memory-total.ts';
import { isObject, type SadfHost, type SadfSample } from './sadf-json.ts';

type Kind = 'gauge' | 'rate';
type Labels = Readonly<Record<string, string>>;

type Entry = Readonly<Record<string, unknown>>;

interface Collected {
  readonly name: string;
  readonly labels: Labels;
  readonly kind: Kind;
  readonly times: number[];
  readonly values: number[];
}

export interface HostReading {
  readonly series: readonly MetricSeries[];
  /** Samples whose time is not read, or not later than the one before. */
  readonly leftOut: number;
  /** Whether times were written without a zone, and none was told. */
  readonly isZoneAssumed: boolean;
}

/**
 * One series for each number of each activity: `memory.memused`, `network.net-dev.rxkB` with the label `iface`. Load of
 * all CPUs together is given in percent of one CPU, as Munin has it; what it adds up to tells their number.
 */
export function hostSeries(host: SadfHost, zone: MetricSource['zone']): HostReading {
  const clock = new IsoClock();
  const found = new Map<string, Collected>();
  let leftOut = 0;
  let previousMs = Number.NEGATIVE_INFINITY;
  for (const sample of host.samples) {
    const timeMs = timeOf(sample, clock, zone);
    if (!(timeMs > previousMs)) {
      leftOut++;
      continue;
    }
    previousMs = timeMs;
    for (const one of numbersOf(sample.statistics, host.cpus)) collect(found, one, timeMs);
  }
  const read = [...found.values()].map(({ times, values, ...identity }): MetricSeries => {
    return {
      ...identity,
      node: host.name,
      times: Float64Array.from(times),
      values: Float64Array.from(values),
    };
  });
  const isZoneAssumed = zone === undefined && host.samples.some(({ isUtc }) => !isUtc);
  return { series: [...read, ...memoryTotals(read)], leftOut, isZoneAssumed };
}

function timeOf(
  { date, time, isUtc }: SadfSample,
  clock: IsoClock,
  zone: MetricSource['zone'],
): number {
  const text = new TextEncoder().encode(`${date} ${time}`);
  const writtenMs = clock.read(text, 0, text.length);
  return isUtc || zone === undefined ? writtenMs : zone.utcOf(writtenMs);
}

interface Measured extends Pick<Collected, 'name' | 'labels' | 'kind'> {
  readonly value: number;
}

function* numbersOf(
  statistics: SadfSample['statistics'],
  cpus: number | undefined,
): Iterable<Measured> {
  for (const [activity, kind] of activities) {
    for (const entry of entriesOf(statistics, activity)) {
      const labels = labelsOf(entry);
      const { cpu } = labels;
      const times = activity.startsWith('cpu-load') && cpu === 'all' ? (cpus ?? 1) : 1;
      for (const [path, value] of numbersIn(entry)) {
        yield { name: `${activity}.${path}`, labels, kind, value: value * times };
      }
    }
  }
}

/** The entries of an activity: one for each device, or one alone. */
function entriesOf(statistics: SadfSample['statistics'], activity: string): readonly Entry[] {
  const [first = '', second] = activity.split('.');
  const outer = statistics[first];
  const measured = second === undefined || !isObject(outer) ? outer : outer[second];
  return (Array.isArray(measured) ? measured : [measured]).filter(isObject);
}

function labelsOf(entry: Entry): Labels {
  const told = Object.entries(entry).filter(([field]) => labelFields.has(field));
  return Object.fromEntries(told.map(([field, value]) => [field, String(value)]));
}

/** The numbers of an entry; those of a group within it, as `io-reads`, under both names. */
function* numbersIn(entry: Entry): Iterable<readonly [string, number]> {
  for (const [field, value] of Object.entries(entry)) {
    if (typeof value === 'number' && !labelFields.has(field)) yield [field, value];
    if (!isObject(value)) continue;
    for (const [inner, number] of Object.entries(value)) {
      if (typeof number === 'number') yield [`${field}.${inner}`, number];
    }
  }
}

function collect(found: Map<string, Collected>, measured: Measured, timeMs: number): void {
  const { name, labels, kind, value } = measured;
  const key = JSON.stringify([name, labels]);
  const series = found.get(key) ?? { name, labels, kind, times: [], values: [] };
  found.set(key, series);
  // An entry that stands twice in one sample counts once.
  if (series.times.at(-1) === timeMs) return;
  series.times.push(timeMs);
  series.values.push(value);
}
