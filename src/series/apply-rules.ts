import { findCapacity, inputsOf } from './capacity.ts';
import { type Rates, toRate } from './counter.ts';
import { type Draft, splitScrape } from './draft.ts';
import type { RawSeries } from './input.ts';
import { type Matcher, matchLabels, type RoleRule } from './role-rule.ts';
import { addScaled, holdsMeans, markGaps, medianStepMs, sumSamples } from './samples.ts';

type Labels = Readonly<Record<string, string>>;

export interface RuleOutcome {
  readonly drafts: readonly Draft[];
  /** Series that went into a draft, or told a limit. */
  readonly used: ReadonlySet<RawSeries>;
}

/** Applies the rules of one family, in their order, to the series of one node. */
export function applyRules(rules: readonly RoleRule[], series: readonly RawSeries[]): RuleOutcome {
  const drafts: Draft[] = [];
  for (const rule of rules) {
    if (!applies(rule, drafts)) continue;
    for (const group of groupsOf(rule, series)) {
      const draft = makeDraft(rule, group, series);
      if (draft !== undefined) drafts.push(draft);
    }
  }
  const used = new Set(drafts.flatMap(({ inputs }) => inputs));
  for (const matcher of rules.flatMap(limitMatchers)) {
    for (const input of inputsOf(matcher, {}, series)) used.add(input);
  }
  return { drafts, used };
}

/** Whether what earlier rules gave leaves room for a rule. */
function applies({ unless, onlyIfMoving }: RoleRule, drafts: readonly Draft[]): boolean {
  const present = drafts.some(
    ({ rule, inputs }) => rule.title === unless || inputs.some(({ name }) => name === unless),
  );
  if (unless !== undefined && present) return false;
  return (
    onlyIfMoving === undefined ||
    drafts.some(({ rule, values }) => rule.title === onlyIfMoving && isMoving(values))
  );
}

function limitMatchers({ limits = [], idle }: RoleRule): readonly Matcher[] {
  const told = limits.flatMap((limit) => ('of' in limit ? [limit.of] : []));
  return idle === undefined ? told : [...told, idle];
}

/** The samples of a raw series as analysis takes them: a counter's rates, gaps marked. */
export function readSamples(series: RawSeries, counter: boolean): Rates & { stepMs: number } {
  const stepMs = series.stepMs ?? medianStepMs(series.times);
  const counts = counter && series.kind !== 'rate';
  const { times, values, resets } = counts ? toRate(series, stepMs) : { ...series, resets: [] };
  return { ...markGaps({ times, values }, stepMs), stepMs, resets };
}

interface Group {
  /** Labels that the members share, without those that are summed over or pinned. */
  readonly key: Labels;
  readonly members: readonly RawSeries[];
}

function groupsOf(rule: RoleRule, series: readonly RawSeries[]): readonly Group[] {
  const groups = new Map<string, { key: Labels; members: RawSeries[] }>();
  for (const candidate of series) {
    const labels = matchLabels(rule, candidate);
    if (labels === undefined) continue;
    const key = without(labels, [...(rule.sumOver ?? []), ...pinned(rule)]);
    // Without a sum every series is a group of its own, whatever the matcher leaves open.
    const apart = rule.sumOver === undefined ? [candidate.name, labels] : [];
    const id = JSON.stringify([Object.entries(key).sort(), apart]);
    const group = groups.get(id) ?? { key, members: [] };
    groups.set(id, group);
    group.members.push(candidate);
  }
  return [...groups.values()];
}

function makeDraft(
  rule: RoleRule,
  { key, members }: Group,
  all: readonly RawSeries[],
): Draft | undefined {
  const [first] = members;
  const plus = (rule.plus ?? []).map((matcher) => inputsOf(matcher, key, all)[0]);
  const minus = (rule.minus ?? []).map((matcher) => inputsOf(matcher, key, all)[0]);
  if (first === undefined || [...plus, ...minus].includes(undefined)) return undefined;
  const added = plus.filter((input) => input !== undefined);
  const subtracted = minus.filter((input) => input !== undefined);
  const counter = rule.counter === true;
  const parts = members.map((member) => readSamples(member, counter));
  const stepMs = Math.max(...parts.map((part) => part.stepMs));
  let samples = sumSamples(parts, stepMs);
  const further = [...added, ...subtracted].map((input) => readSamples(input, counter));
  for (const [place, part] of further.entries())
    samples = addScaled(samples, part, { stepMs, factor: place < added.length ? 1 : -1 });
  const { scale = 1 } = rule;
  const { times } = samples;
  const values = scale === 1 ? samples.values : samples.values.map((value) => value * scale);
  const inputs = [...members, ...added, ...subtracted];
  const own = without(first.labels, [
    ...(rule.sumOver ?? []),
    ...(rule.title === undefined ? [] : pinned(rule)),
  ]);
  return {
    rule,
    base:
      rule.title === undefined
        ? first.name
        : `${rule.title} (${formula(members, added, subtracted)})`,
    ...splitScrape(own),
    node: first.node,
    stepMs,
    sampling: counter || holdsMeans(first) ? 'mean' : 'instant',
    capacity: findCapacity({ rule, key, times, values, stepMs, inputs }, all),
    inputs,
    times,
    values,
    resets: [...parts, ...further].flatMap(({ resets }) => resets),
  };
}

/** `a + b - c`, each metric once. */
function formula(
  members: readonly RawSeries[],
  plus: readonly RawSeries[],
  minus: readonly RawSeries[],
): string {
  const summed = [...new Set(members.map(({ name }) => name))].sort();
  const added = [...summed, ...plus.map(({ name }) => name)].join(' + ');
  return [added, ...minus.map(({ name }) => name)].join(' - ');
}

/** Whether the known values are not all the same. */
export function isMoving(values: Float64Array): boolean {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.some((value) => value !== known[0]);
}

function pinned({ where }: Matcher): readonly string[] {
  return where === undefined ? [] : Object.keys(where);
}

function without(labels: Labels, dropped: readonly string[]): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([label]) => !dropped.includes(label)));
}
