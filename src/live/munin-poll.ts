import type { NodeField } from '../../parsers/munin/node-reply.ts';
import { toRate } from '../series/counter.ts';
import type { RawSeries, SeriesFile } from '../series/input.ts';
import { families } from '../series/roles.ts';
import { MuninNode } from './munin-node.ts';
import type { NamedPoll } from './steady-polling.ts';

/** The distance of two polls where the node asks for no other: that of Munin's own master. */
export const MUNIN_STEP_SECONDS = 300;
/** Polls that are kept: three days at Munin's own step. The oldest go first. */
export const MAX_POLLS = 864;

interface Polled {
  readonly field: NodeField;
  readonly times: number[];
  readonly values: number[];
}

type Samples = Pick<RawSeries, 'times' | 'values'>;

/** The series of one munin-node, poll by poll. */
export class MuninPoll implements NamedPoll {
  readonly name: string;
  readonly #url: URL;
  readonly #polled = new Map<string, Polled>();
  /** By name, what was told before a restart. */
  #before = new Map<string, Samples>();
  #plugins: readonly string[] | undefined;
  #host = '';
  #stepSeconds = MUNIN_STEP_SECONDS;

  constructor(url: URL) {
    this.name = `munin://${url.host}`;
    this.#url = url;
  }

  /** Seconds until the node has something new. Known after the first poll. */
  get stepSeconds(): number {
    return this.#stepSeconds;
  }

  /** Fetches every plugin that a table knows once; `now` gives epoch milliseconds. Throws an ExpectedError. */
  async poll(now: () => number): Promise<void> {
    const node = await MuninNode.open(this.#url);
    try {
      this.#host = node.host;
      this.#plugins ??= await this.#configure(node);
      for (const plugin of this.#plugins) {
        const values = await node.fetch(plugin);
        const timeMs = now();
        for (const { name, value, seconds } of values) {
          this.#add(name, value, seconds === undefined ? timeMs : seconds * 1000);
        }
      }
    } finally {
      node.close();
    }
  }

  files(): readonly SeriesFile[] {
    return [];
  }

  /** What the polls gave, as series of the vendor `munin`: rates where Munin's own files would hold rates. */
  series(): readonly RawSeries[] {
    return [...this.#polled.values()].map((one) => this.#seriesOf(one));
  }

  /** Goes on with what was told before a restart. */
  restore(series: readonly RawSeries[]): void {
    this.#before = new Map(series.map((one) => [one.name, one]));
  }

  async #configure(node: MuninNode): Promise<readonly string[]> {
    const wanted: string[] = [];
    const steps: number[] = [];
    for (const plugin of await node.plugins()) {
      const { fields, updateSeconds } = await node.config(plugin);
      const known = fields.filter(({ name }) =>
        families.munin.some(({ names }) => names.test(name)),
      );
      if (known.length === 0) continue;
      wanted.push(plugin);
      steps.push(updateSeconds ?? MUNIN_STEP_SECONDS);
      for (const field of known) this.#polled.set(field.name, { field, times: [], values: [] });
    }
    this.#stepSeconds = Math.max(1, Math.min(MUNIN_STEP_SECONDS, ...steps));
    return wanted;
  }

  #add(name: string, value: number, timeMs: number): void {
    const polled = this.#polled.get(name);
    if (polled === undefined || timeMs === polled.times.at(-1)) return;
    while ((polled.times.at(-1) ?? Number.NEGATIVE_INFINITY) > timeMs) {
      // The clock was put back, and tells this time again.
      polled.times.pop();
      polled.values.pop();
    }
    const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, type } = polled.field;
    const known = type !== 'GAUGE' || (value >= min && value <= max);
    polled.times.push(timeMs);
    polled.values.push(known ? value : Number.NaN);
    if (polled.times.length > MAX_POLLS) {
      polled.times.shift();
      polled.values.shift();
    }
  }

  #seriesOf({ field, times, values }: Polled): RawSeries {
    const { name, type, upperLimit } = field;
    const stepMs = this.#stepSeconds * 1000;
    const raw = { times: Float64Array.from(times), values: Float64Array.from(values) };
    return {
      name,
      labels: {},
      node: this.#host,
      vendor: 'munin',
      paths: [`munin://${this.#url.host}`],
      stepMs,
      ...(upperLimit === undefined ? {} : { upperLimit }),
      kind: type === 'GAUGE' ? 'gauge' : 'rate',
      ...this.#withBefore(name, type === 'GAUGE' ? raw : rates(type, raw, stepMs)),
    };
  }

  /** Behind what was told before a restart, as far as that goes; `MAX_POLLS` in all. */
  #withBefore(name: string, { times, values }: Samples): Samples {
    const before = this.#before.get(name);
    if (before === undefined) return { times, values };
    const firstMs = times[0] ?? Number.POSITIVE_INFINITY;
    const known = before.times.filter((timeMs) => timeMs < firstMs).length;
    const from = Math.max(0, known + times.length - MAX_POLLS);
    return {
      times: Float64Array.from([...before.times.subarray(from, known), ...times]),
      values: Float64Array.from([...before.values.subarray(from, known), ...values]),
    };
  }
}

/** ABSOLUTE is counted from 0 since the last fetch; DERIVE may fall, COUNTER starts again at 0. */
function rates(type: NodeField['type'], raw: Samples, stepMs: number): Samples {
  if (type !== 'ABSOLUTE') return toRate(raw, stepMs);
  const times = raw.times.slice(1);
  const values = times.map((time, index) => {
    const seconds = (time - (raw.times[index] ?? Number.NaN)) / 1000;
    return (raw.values[index + 1] ?? Number.NaN) / seconds;
  });
  return { times, values };
}
