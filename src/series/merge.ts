import type { RawSeries } from './input.ts';
import { medianStepMs } from './samples.ts';

/**
 * Samples of another part nearer to the edge of one than this many of its steps tell the same: a counter read twice
 * within a moment, once from a reply that lags behind its scrape, would seem to race.
 */
const EDGE_STEPS = 0.5;

/** Text that two series share exactly when they are the same series of one node. */
function identity({ vendor, node, name, labels }: RawSeries): string {
  const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([vendor, node, name, sorted]);
}

/**
 * Joins the parts of series that are spread over several files, and drops duplicates. Where two parts
 * cover the same time the finer one counts; of two with one step the longer one. Single samples, as
 * instant queries give them, only count where nothing longer is.
 */
export function mergeParts(raw: readonly RawSeries[]): readonly RawSeries[] {
  const groups = new Map<string, RawSeries[]>();
  for (const series of raw) {
    const key = identity(series);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(series);
  }
  return [...groups.values()].flatMap(mergeGroup);
}

/** One series of the parts of a group. */
function mergeGroup(group: readonly RawSeries[]): readonly RawSeries[] {
  const longer = group.filter(({ times }) => times.length > 1);
  const parts = (longer.length > 0 ? longer : group)
    .map((series) => ({ series, stepMs: series.stepMs ?? medianStepMs(series.times) }))
    .sort(
      (a, b) =>
        a.stepMs - b.stepMs ||
        b.series.times.length - a.series.times.length ||
        (a.series.times[0] ?? 0) - (b.series.times[0] ?? 0),
    );
  const best = parts[0]?.series;
  if (best === undefined) return [];
  const paths = [...new Set(group.flatMap((part) => part.paths))];
  if (parts.length === 1) return [{ ...best, paths }];
  const covered: [number, number][] = [];
  const samples: [number, number][] = [];
  for (const { series, stepMs } of parts) {
    const { times, values } = series;
    for (const [index, time] of times.entries()) {
      if (covered.some(([from, to]) => time >= from && time <= to)) continue;
      samples.push([time, values[index] ?? Number.NaN]);
    }
    const near = EDGE_STEPS * (stepMs || 0);
    covered.push([(times[0] ?? Number.NaN) - near, (times.at(-1) ?? Number.NaN) + near]);
  }
  samples.sort(([a], [b]) => a - b);
  return [
    {
      ...best,
      paths,
      times: Float64Array.from(samples, ([time]) => time),
      values: Float64Array.from(samples, ([, value]) => value),
    },
  ];
}
