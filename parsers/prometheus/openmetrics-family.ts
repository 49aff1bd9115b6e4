import type { MetricSeries } from '../contract.ts';
import { HistogramCheck } from './openmetrics-histogram.ts';
import {
  faultOfSample,
  type GroupCheck,
  type OpenMetricsSample,
} from './openmetrics-sample-rules.ts';
import { SummaryCheck } from './openmetrics-summary.ts';
import {
  groupLabel,
  isGrowing,
  isHistogram,
  type OpenMetricsType,
  suffixes,
} from './openmetrics-type.ts';

/** Text that samples share exactly when they are of one group, and of one series. */
interface Keys {
  readonly group: string;
  readonly series: string;
}

/**
 * A metric family of OpenMetrics while its samples come in. All methods return what is wrong, if anything is.
 * https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md
 */
export class OpenMetricsFamily {
  readonly name: string;
  #type: OpenMetricsType | undefined;
  #unit: string | undefined;
  #isDescribed = false;
  #hasSamples = false;
  #group: string | undefined;
  #timeMs = Number.NaN;
  readonly #closedGroups = new Set<string>();
  /** The series of the present group that have a sample at the present time. */
  readonly #present = new Set<string>();
  /** What was found out about labels; each series has its own map of them. */
  readonly #keys = new Map<ReadonlyMap<string, string>, Keys>();
  #check: GroupCheck | undefined;

  constructor(name: string, type?: OpenMetricsType) {
    this.name = name;
    this.#type = type;
  }

  get type(): OpenMetricsType {
    return this.#type ?? 'unknown';
  }

  get unit(): string | undefined {
    return this.#unit === '' ? undefined : this.#unit;
  }

  /** Names that it takes from other families: its own, and its samples'. */
  get names(): readonly string[] {
    return [...new Set(['', ...suffixes[this.type]])].map((suffix) => this.name + suffix);
  }

  describe(keyword: 'HELP' | 'TYPE' | 'UNIT', text: string): string | undefined {
    if (this.#hasSamples) return `${keyword} stands behind samples of ${this.name}`;
    const isSecond = {
      HELP: this.#isDescribed,
      TYPE: this.#type !== undefined,
      UNIT: this.#unit !== undefined,
    };
    if (isSecond[keyword]) return `a second ${keyword} for ${this.name}`;
    if (keyword === 'HELP') this.#isDescribed = true;
    else if (keyword === 'UNIT') this.#unit = text;
    else if (Object.hasOwn(suffixes, text)) this.#type = text as OpenMetricsType;
    else return 'this is no type of OpenMetrics';
    return undefined;
  }

  owns(sample: string): boolean {
    return (
      sample.startsWith(this.name) && suffixes[this.type].includes(sample.slice(this.name.length))
    );
  }

  kindOf(sample: string): MetricSeries['kind'] {
    if (this.type === 'unknown') return undefined;
    return isGrowing(this.type, sample.slice(this.name.length)) ? 'counter' : 'gauge';
  }

  /** Takes a sample; a second one of a series at one time is passed over. */
  observe(sample: OpenMetricsSample): string | undefined {
    this.#hasSamples = true;
    const suffix = sample.name.slice(this.name.length);
    const fault = faultOfSample(sample, { name: this.name, type: this.type, suffix });
    if (fault !== undefined) return fault;
    const { group, series } = this.#keysOf(sample, suffix);
    const order = this.#order(sample, group);
    if (order !== undefined) return order;
    if (this.#present.has(series)) return undefined;
    this.#present.add(series);
    this.#check ??= checkOf(this.type);
    return this.#check?.observe(sample, suffix);
  }

  /** Called behind the last sample. */
  finish(): string | undefined {
    const { unit, name, type } = this;
    if (unit !== undefined && !name.endsWith(`_${unit}`)) return `${name} does not end in its unit`;
    if (unit !== undefined && (type === 'info' || type === 'stateset')) {
      return `${name} must have no unit: its type is ${type}`;
    }
    return this.#check?.finish();
  }

  #keysOf({ labels }: OpenMetricsSample, suffix: string): Keys {
    const known = this.#keys.get(labels);
    if (known !== undefined) return known;
    const label = groupLabel(this.type, this.name, suffix);
    const group = this.type === 'info' ? '' : keyOf(labels, label);
    const keys = { group, series: `${suffix} ${keyOf(labels)}` };
    this.#keys.set(labels, keys);
    return keys;
  }

  /** Samples of a group stand together, in the order of their times, all with times or all without. */
  #order({ timeMs }: OpenMetricsSample, group: string): string | undefined {
    if (group !== this.#group) return this.#begin(group, timeMs);
    if (Number.isNaN(timeMs) !== Number.isNaN(this.#timeMs)) {
      return 'some samples of this group have times and some have none';
    }
    if (timeMs < this.#timeMs && this.type !== 'info') return 'times of this group go backwards';
    if (timeMs === this.#timeMs || Number.isNaN(timeMs)) return undefined;
    this.#timeMs = timeMs;
    this.#present.clear();
    return this.#check?.finish();
  }

  #begin(group: string, timeMs: number): string | undefined {
    if (this.#closedGroups.has(group)) return 'samples of this group stand further above too';
    this.#closedGroups.add(group);
    this.#group = group;
    this.#timeMs = timeMs;
    this.#present.clear();
    return this.#check?.finish();
  }
}

function checkOf(type: OpenMetricsType): GroupCheck | undefined {
  if (type === 'summary') return new SummaryCheck();
  return isHistogram(type) ? new HistogramCheck() : undefined;
}

/** Labels, sorted, without one. */
function keyOf(labels: ReadonlyMap<string, string>, without?: string): string {
  const kept = [...labels].filter(([label]) => label !== without);
  return JSON.stringify(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
}
