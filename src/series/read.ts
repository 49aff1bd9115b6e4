import { applyRules, isMoving } from './apply-rules.ts';
import { type Draft, finishDrafts } from './draft.ts';
import { genericDrafts } from './generic.ts';
import {
  type RawSeries,
  type SeriesFile,
  type SeriesOptions,
  type SeriesReading,
  SkipList,
} from './input.ts';
import { mergeParts } from './merge.ts';
import { shortNames } from './node-name.ts';
import { readFiles } from './read-files.ts';
import type { MetricFamily } from './role-rule.ts';
import { families } from './roles.ts';

/**
 * Reads metric files into series that are ready for analysis. Formats are found by content. What is
 * kept: of programs that a table knows (`roles-*.ts`) the metrics of the table, the others left out;
 * and of unknown names the first `MAX_GENERIC_SERIES`. Series that never change are left out too, but
 * derived ones and those with a limit.
 * Files that are none are told in `skipped`, series that say nothing in `leftOut`. The order of the
 * files makes no difference. Never throws on input.
 */
export function readSeries(
  files: readonly SeriesFile[],
  options: SeriesOptions = {},
): SeriesReading {
  const skips = new SkipList();
  const read = readFiles(files, options, skips);
  const raw = [...read, ...(options.polled ?? [])].map(knownOnly);
  const merged = mergeParts(withNodes(raw, options.node));
  const long = merged.filter((one) => {
    const known = one.values.filter((value) => !Number.isNaN(value)).length;
    if (known < 2) skips.series(one.paths, 'fewer than two known samples');
    return known >= 2;
  });
  const exporters = exporterInstances(long);
  const series = [...groupBy(long, ({ node }) => node ?? '')]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, ofNode]) => finishDrafts(nodeDrafts(ofNode, exporters, skips)));
  return { series, ...skips.list() };
}

/** Infinite values, which quotients give, are no measurements. */
function knownOnly(series: RawSeries): RawSeries {
  return {
    ...series,
    values: series.values.map((value) => (Number.isFinite(value) ? value : Number.NaN)),
  };
}

/**
 * One name for each node. The caller's name goes before all others; where only one node is, series
 * without a node, as expressions give them, are its own.
 */
function withNodes(raw: readonly RawSeries[], named: string | undefined): readonly RawSeries[] {
  if (named !== undefined) return raw.map((series) => ({ ...series, node: named }));
  const nodes = new Set(raw.flatMap(({ node }) => (node === undefined ? [] : [node])));
  const short = shortNames(nodes);
  const [only, ...others] = new Set([...nodes].map((node) => short.get(node) ?? node));
  return raw.map((series) => {
    const own = series.node === undefined ? undefined : (short.get(series.node) ?? series.node);
    const node = own ?? (others.length === 0 ? only : undefined);
    return node === undefined ? series : { ...series, node };
  });
}

function nodeDrafts(
  series: readonly RawSeries[],
  exporters: ReadonlySet<string>,
  skips: SkipList,
): readonly Draft[] {
  const drafts: Draft[] = [];
  const unknown: RawSeries[] = [];
  for (const [family, members] of groupBy(series, familyOf)) {
    if (family === undefined) {
      unknown.push(...members);
      continue;
    }
    const eligible = family.self
      ? members.filter(({ labels: { instance = '' } }) => !exporters.has(instance))
      : members;
    const outcome = applyRules(family.rules, eligible);
    drafts.push(...outcome.drafts);
    for (const member of members) {
      if (!outcome.used.has(member)) skips.series(member.paths, family.rest);
    }
  }
  const known = new Set(drafts.map(({ rule }) => rule.role));
  const all = [...drafts, ...genericDrafts(unknown, known, skips)];
  return all.filter(({ rule, values, capacity, inputs }) => {
    const says = rule.title !== undefined || capacity !== undefined || isMoving(values);
    if (!says) for (const { paths } of inputs) skips.series(paths, 'never changes');
    return says;
  });
}

function familyOf({ vendor, name }: RawSeries): MetricFamily | undefined {
  return families[vendor].find(({ names }) => names.test(name));
}

function exporterInstances(series: readonly RawSeries[]): ReadonlySet<string> {
  return new Set(
    series.flatMap((one) => {
      const { instance = '' } = one.labels;
      return familyOf(one)?.exporter ? [instance] : [];
    }),
  );
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(item);
  }
  return groups;
}
