import type { MetricSeries } from '../contract.ts';

/** One series while its file is read. */
export interface SeriesEntry {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly kind: MetricSeries['kind'];
  readonly unit: string | undefined;
  /** Epoch milliseconds UTC in the order of the file. */
  readonly times: number[];
  readonly values: number[];
}

export type NewSeries = Pick<SeriesEntry, 'name' | 'labels' | 'kind' | 'unit'>;

/**
 * The series of a file by the bytes that name them, so that names and labels become strings once for each
 * series and not once for each sample. Grows with the series and the samples, 16 bytes each.
 */
export class SeriesTable {
  readonly #entries = new Map<string, SeriesEntry>();
  #lastBytes: Uint8Array = new Uint8Array();
  #lastAt = 0;
  #lastEnd = 0;
  #last: SeriesEntry | undefined;

  /** The series that `bytes[at, end)` names, if it was added. Lines of one series most often follow each other. */
  find(bytes: Uint8Array, at: number, end: number): SeriesEntry | undefined {
    if (this.#isLast(bytes, at, end)) return this.#last;
    const found = this.#entries.get(keyOf(bytes, at, end));
    if (found !== undefined) this.#remember(bytes, at, end, found);
    return found;
  }

  /** Adds the series that `bytes[at, end)` names. */
  add(bytes: Uint8Array, at: number, end: number, series: NewSeries): SeriesEntry {
    const entry = { ...series, times: [], values: [] };
    this.#entries.set(keyOf(bytes, at, end), entry);
    this.#remember(bytes, at, end, entry);
    return entry;
  }

  /** Adds a series that no bytes name, with the samples that it takes over. */
  append(series: NewSeries, samples: Pick<SeriesEntry, 'times' | 'values'>): SeriesEntry {
    const entry = { ...series, ...samples };
    this.#entries.set(`\n${this.#entries.size}`, entry);
    return entry;
  }

  /**
   * The series that have samples, in the order they were met; those of one name and the same labels joined.
   * Labels without a value are none. Times ascend; of two samples at one time the first counts, as in Prometheus.
   */
  finish(): readonly MetricSeries[] {
    const joined = new Map<string, SeriesEntry[]>();
    for (const entry of this.#entries.values()) {
      if (entry.times.length === 0) continue;
      const key = identity(entry);
      const group = joined.get(key);
      if (group === undefined) joined.set(key, [entry]);
      else group.push(entry);
    }
    this.#entries.clear();
    return [...joined.values()].flatMap(finishGroup);
  }

  #isLast(bytes: Uint8Array, at: number, end: number): boolean {
    const last = this.#lastBytes;
    const lastAt = this.#lastAt;
    if (end - at !== this.#lastEnd - lastAt) return false;
    for (let i = end - at - 1; i >= 0; i--) if (bytes[at + i] !== last[lastAt + i]) return false;
    return true;
  }

  #remember(bytes: Uint8Array, at: number, end: number, entry: SeriesEntry): void {
    this.#lastBytes = bytes;
    this.#lastAt = at;
    this.#lastEnd = end;
    this.#last = entry;
  }
}

function keyOf(bytes: Uint8Array, at: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + at, end - at).toString('latin1');
}

function labelEntries({ labels }: NewSeries): readonly (readonly [string, string])[] {
  return [...labels].filter(([, value]) => value !== '');
}

function identity(entry: SeriesEntry): string {
  return JSON.stringify([entry.name, labelEntries(entry).toSorted(byLabel)]);
}

function byLabel([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1;
}

function finishGroup(group: readonly SeriesEntry[]): readonly MetricSeries[] {
  const [first, ...others] = group;
  if (first === undefined) return [];
  const { name, kind, unit } = first;
  const times = others.length === 0 ? first.times : group.flatMap((entry) => entry.times);
  const values = others.length === 0 ? first.values : group.flatMap((entry) => entry.values);
  return [
    {
      name,
      labels: Object.fromEntries(labelEntries(first)),
      ...(kind === undefined ? {} : { kind }),
      ...(unit === undefined ? {} : { unit }),
      ...inOrder(times, values),
    },
  ];
}

function inOrder(
  times: readonly number[],
  values: readonly number[],
): Pick<MetricSeries, 'times' | 'values'> {
  if (times.every((time, index) => index === 0 || time > (times[index - 1] ?? 0))) {
    return { times: Float64Array.from(times), values: Float64Array.from(values) };
  }
  const order = Array.from(times.keys()).sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b);
  const kept = order.filter(
    (at, place) => place === 0 || times[at] !== times[order[place - 1] ?? 0],
  );
  return {
    times: Float64Array.from(kept, (at) => times[at] ?? Number.NaN),
    values: Float64Array.from(kept, (at) => values[at] ?? Number.NaN),
  };
}
