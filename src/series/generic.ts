import { isMoving, readSamples } from './apply-rules.ts';
import { looksLikeCounter } from './counter.ts';
import { type Draft, splitScrape } from './draft.ts';
import type { RawSeries, SkipList } from './input.ts';

/** Series of unknown names at most, for each node: the first by name. */
export const MAX_GENERIC_SERIES = 64;

const units: readonly (readonly [RegExp, string])[] = [
  [/bytes(?:_total|_sum)?$/, 'bytes'],
  [/seconds(?:_total|_sum)?$/, 'seconds'],
  [/^%|percent$/, '%'],
];

/** Keeps series whose names no table knows, as role `generic`, when they move at all. */
export function genericDrafts(series: readonly RawSeries[], skips: SkipList): readonly Draft[] {
  const moving: RawSeries[] = [];
  for (const candidate of series) {
    if (isMoving(candidate.values)) moving.push(candidate);
    else skips.series(candidate.paths, 'never changes');
  }
  moving.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  for (const { paths } of moving.slice(MAX_GENERIC_SERIES)) {
    skips.series(paths, `more than ${MAX_GENERIC_SERIES} series of unknown metrics on one node`);
  }
  return moving.slice(0, MAX_GENERIC_SERIES).map(genericDraft);
}

function genericDraft(series: RawSeries): Draft {
  const counter =
    series.kind === undefined ? looksLikeCounter(series.name, series) : series.kind === 'counter';
  const rate = counter || series.kind === 'rate';
  const unit = unitNamed(series.unit?.toLowerCase() ?? '') ?? unitNamed(series.name) ?? '1';
  return {
    rule: { metric: series.name, role: 'generic', unit: rate ? `${unit}/s` : unit },
    base: series.name,
    ...splitScrape(series.labels),
    node: series.node,
    sampling: rate ? 'mean' : 'instant',
    capacity: undefined,
    inputs: [series],
    ...readSamples(series, counter),
  };
}

/** The unit that a name, or what its source says of it, ends with. */
function unitNamed(name: string): string | undefined {
  return units.find(([shape]) => shape.test(name))?.[1];
}

function sortKey({ name, labels }: RawSeries): string {
  return JSON.stringify([name, Object.entries(labels).sort()]);
}
