import type { MetricSeries } from '../contract.ts';

/** A metric family of the text format 0.0.4, as its `# TYPE` and `# HELP` lines tell it. */
export interface TextFamily {
  readonly name: string;
  type: TextType | undefined;
  isDescribed: boolean;
}

export type TextType =
  | 'counter'
  | 'gauge'
  | 'summary'
  | 'histogram'
  | 'gauge_histogram'
  | 'untyped';

/** https://prometheus.io/docs/instrumenting/exposition_formats/#text-format-details */
const types: Readonly<Record<string, TextType>> = {
  counter: 'counter',
  gauge: 'gauge',
  summary: 'summary',
  histogram: 'histogram',
  gauge_histogram: 'gauge_histogram',
  gaugehistogram: 'gauge_histogram',
  untyped: 'untyped',
};

/** The type of a `# TYPE` line, in capitals or not. */
export function textType(word: string): TextType | undefined {
  const lower = word.toLowerCase();
  return Object.hasOwn(types, lower) ? types[lower] : undefined;
}

/** Finds families by the names of their samples, `_sum`, `_count` and `_bucket` among them. */
export class TextFamilies {
  readonly #byName = new Map<string, TextFamily>();

  clear(): void {
    this.#byName.clear();
  }

  familyOf(name: string): TextFamily {
    const found = this.#byName.get(name) ?? this.#byPart(name);
    if (found !== undefined) return found;
    const family = { name, type: undefined, isDescribed: false };
    this.#byName.set(name, family);
    return family;
  }

  #byPart(name: string): TextFamily | undefined {
    const { base, part } = /^(?<base>.+)_(?<part>sum|count|bucket)$/s.exec(name)?.groups ?? {};
    const family = base === undefined ? undefined : this.#byName.get(base);
    const isPart = family?.type === 'summary' ? part !== 'bucket' : isHistogram(family?.type);
    return isPart ? family : undefined;
  }
}

function isHistogram(type: TextType | undefined): boolean {
  return type === 'histogram' || type === 'gauge_histogram';
}

/** What a sample is, by its family: sums and counts of histograms and summaries only grow. */
export function kindOf({ name, type }: TextFamily, sample: string): MetricSeries['kind'] {
  if (type === undefined || type === 'untyped') return undefined;
  if (type === 'histogram') return 'counter';
  if (type === 'summary') return sample === name ? 'gauge' : 'counter';
  return type === 'counter' ? 'counter' : 'gauge';
}

/** The label whose value must be a number in a family of this type. */
export function numberLabel(type: TextType | undefined): string | undefined {
  if (type === 'summary') return 'quantile';
  return isHistogram(type) ? 'le' : undefined;
}

/** Whether a value of a family may not be below 0: what a histogram counts. */
export function isCount({ name, type }: TextFamily, sample: string): boolean {
  return isHistogram(type) && (sample === `${name}_count` || sample === `${name}_bucket`);
}
