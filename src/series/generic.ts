import { isMoving, readSamples } from './apply-rules.ts';
import { type Draft, splitScrape } from './draft.ts';
import type { RawSeries, SkipList } from './input.ts';
import { directionOf, isCounter, unitOf } from './name-evidence.ts';
import { roleOfWords } from './role-words.ts';
import { holdsMeans } from './samples.ts';
import type { Role } from './series.ts';

/** Series of unknown names at most, for each node: the first by name. */
export const MAX_GENERIC_SERIES = 64;

/**
 * Keeps series whose names no table knows, when they move at all: as role `generic`, or as the one that the head of a
 * column tells in words, where no series of the node is known to have that role: then these would tell it again.
 */
export function genericDrafts(
  series: readonly RawSeries[],
  known: ReadonlySet<Role>,
  skips: SkipList,
): readonly Draft[] {
  const moving: RawSeries[] = [];
  for (const candidate of series) {
    if (isMoving(candidate.values)) moving.push(candidate);
    else skips.series(candidate.paths, 'never changes');
  }
  moving.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  for (const { paths } of moving.slice(MAX_GENERIC_SERIES)) {
    skips.series(paths, `more than ${MAX_GENERIC_SERIES} series of unknown metrics on one node`);
  }
  return moving.slice(0, MAX_GENERIC_SERIES).map((one) => {
    const told = one.vendor === 'csv' ? roleOfWords(one.name) : 'generic';
    return genericDraft(one, known.has(told) ? 'generic' : told);
  });
}

function genericDraft(series: RawSeries, role: Role): Draft {
  const counter = isCounter(series);
  const unit = unitOf(series);
  return {
    rule: {
      metric: series.name,
      role,
      unit: counter || (series.kind === 'rate' && !unit.endsWith('/s')) ? `${unit}/s` : unit,
      direction: directionOf(series),
    },
    base: series.name,
    ...splitScrape(series.labels),
    node: series.node,
    sampling: counter || holdsMeans(series) ? 'mean' : 'instant',
    capacity: undefined,
    inputs: [series],
    ...readSamples(series, counter),
  };
}

function sortKey({ name, labels }: RawSeries): string {
  return JSON.stringify([name, Object.entries(labels).sort()]);
}
