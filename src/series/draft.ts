import type { AlarmRange } from '../../parsers/munin/levels.ts';
import type { RawSeries } from './input.ts';
import type { RoleRule } from './role-rule.ts';
import type { Samples } from './samples.ts';
import type { AlarmLevels, Series } from './series.ts';

type Labels = Readonly<Record<string, string>>;

/** A series with its role, before its name is made unique on its node. */
export interface Draft extends Samples {
  readonly rule: RoleRule;
  /** Name of the metric, or the title with its inputs. */
  readonly base: string;
  /** Labels that tell the series apart, without those of the scrape. */
  readonly labels: Labels;
  /** `instance` and `job`: named only where they tell series apart. */
  readonly scrape: Labels;
  readonly node: string | undefined;
  readonly stepMs: number;
  readonly sampling: Series['sampling'];
  readonly capacity: number | undefined;
  readonly inputs: readonly RawSeries[];
  /** When counters among the inputs began again at 0. */
  readonly resets: readonly number[];
}

const scrapeLabels = ['instance', 'job'];

/** Splits off the labels that Prometheus adds to every series of a scrape. */
export function splitScrape(labels: Labels): { labels: Labels; scrape: Labels } {
  const entries = Object.entries(labels);
  return {
    labels: Object.fromEntries(entries.filter(([label]) => !scrapeLabels.includes(label))),
    scrape: Object.fromEntries(entries.filter(([label]) => scrapeLabels.includes(label))),
  };
}

/** The series of one node, by name. Names that would be alike get the labels of their scrape too. */
export function finishDrafts(drafts: readonly Draft[]): readonly Series[] {
  const short = drafts.map((draft) => draft.base + labelText(draft.labels));
  return drafts
    .map((draft, index) => {
      const name = short[index] ?? draft.base;
      const unique = short.indexOf(name) === short.lastIndexOf(name);
      return finish(
        draft,
        unique ? name : draft.base + labelText({ ...draft.labels, ...draft.scrape }),
      );
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function finish(draft: Draft, name: string): Series {
  const { rule, node, capacity, times, values, sampling } = draft;
  const resets = [...new Set(draft.resets)].sort((a, b) => a - b);
  return {
    name,
    ...(node === undefined ? {} : { node }),
    role: rule.role,
    unit: rule.unit,
    direction: rule.direction ?? 1,
    stepSeconds: draft.stepMs / 1000,
    times,
    values,
    ...(capacity === undefined ? {} : { capacity }),
    ...saidOf(draft),
    sampling,
    ...(resets.length === 0 ? {} : { resets }),
  };
}

/** What the source says of a series that is one of its own, in the unit of the draft. */
function saidOf({ inputs, rule }: Draft): Pick<Series, 'title' | 'levels'> {
  const [input, ...others] = inputs;
  if (input === undefined || others.length > 0) return {};
  const { title, levels } = input;
  const { scale = 1 } = rule;
  return {
    ...(title === undefined ? {} : { title }),
    ...(levels === undefined ? {} : { levels: scaledLevels(levels, scale) }),
  };
}

function scaledLevels({ warning, critical }: AlarmLevels, scale: number): AlarmLevels {
  return {
    ...(warning === undefined ? {} : { warning: scaledRange(warning, scale) }),
    ...(critical === undefined ? {} : { critical: scaledRange(critical, scale) }),
  };
}

function scaledRange({ below, above }: AlarmRange, scale: number): AlarmRange {
  return {
    ...(below === undefined ? {} : { below: below * scale }),
    ...(above === undefined ? {} : { above: above * scale }),
  };
}

/** Labels as Prometheus writes them, sorted: `{state="busy"}`. */
function labelText(labels: Labels): string {
  const entries = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return '';
  return `{${entries.map(([label, value]) => `${label}=${JSON.stringify(value)}`).join(',')}}`;
}
