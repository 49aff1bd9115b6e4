import { directed } from '../incidents/baseline.ts';
import { leastRise } from '../incidents/materiality.ts';
import type { Tier } from '../incidents/tier.ts';
import type { Cost } from '../rollup/cost.ts';
import type { Subject } from '../rollup/dimension.ts';
import type { SliceView } from '../rollup/slice-view.ts';
import type { Series } from '../series/series.ts';
import { meanBetween } from '../statistics/summaries.ts';
import { valuesIn } from './bins.ts';
import { Scene } from './scene.ts';
import type { Scored } from './score.ts';

/** How other hosts fared at the same time, by whether they received the slice (method.md 3.8). */
export interface Contrast {
  readonly without: Fared;
  readonly with: Fared;
}

export interface Fared {
  readonly flat: number;
  readonly risen: number;
}

/** Another host of the farm. */
export interface Neighbour {
  readonly name: string | undefined;
  readonly front: Tier;
  readonly series: readonly Series[];
}

/** A host received a slice when it did so much of what the slice did here. */
const RECEIVED_SHARE = 0.3;
/** Hosts that speak against a slice take at most so much of its score: what broke them may be something else. */
const LEAST_WEIGHT = 0.5;

/** Undefined where no other host has a series of that role and a log of that time. */
export function contrastOf(
  scene: Scene,
  finding: Scored,
  neighbours: readonly Neighbour[],
): Contrast | undefined {
  // What is composed of slices is not looked for among those of others.
  if (finding.slice?.parts !== undefined) return undefined;
  const own = Math.max(0, surplusOf(scene, finding.slice, finding.cost));
  const fared = { without: { flat: 0, risen: 0 }, with: { flat: 0, risen: 0 } };
  for (const { front, series } of neighbours) {
    const there = new Scene(scene.incident, front);
    const alike = series.filter(({ role }) => role === scene.series.role);
    const risen = hasRisen(alike, there);
    if (risen === undefined || !hasLog(there)) continue;
    const slice = sameSliceIn(front, finding.subject);
    const did =
      slice === undefined && finding.slice !== undefined
        ? 0
        : surplusOf(there, slice, finding.cost);
    const side = did >= RECEIVED_SHARE * own ? fared.with : fared.without;
    if (risen) side.risen += 1;
    else side.flat += 1;
  }
  const hosts = fared.without.flat + fared.without.risen + fared.with.flat + fared.with.risen;
  return hosts === 0 ? undefined : fared;
}

/** 1 where all hosts bear the finding out, less by the part of them that does not. */
export function contrastWeight(contrast: Contrast | undefined): number {
  if (contrast === undefined) return 1;
  const borne = contrast.without.flat + contrast.with.risen;
  const against = contrast.without.risen + contrast.with.flat;
  return Math.max(LEAST_WEIGHT, borne / (borne + against));
}

function surplusOf(scene: Scene, slice: SliceView | undefined, cost: Cost): number {
  return scene.excess(scene.activity(slice, cost));
}

/** The slice of another host's log with this subject. */
export function sameSliceIn({ rollup }: Tier, subject: Subject): SliceView | undefined {
  return rollup.slices().find((slice) => !slice.isOther && isSame(slice.subject, subject));
}

function isSame(a: Subject, b: Subject): boolean {
  const [one, other] = [Object.entries(a), Object.entries(b)];
  return (
    one.length === other.length && one.every(([name, value]) => new Map(other).get(name) === value)
  );
}

function hasLog(scene: Scene): boolean {
  const { from, to } = scene;
  return scene
    .activity(undefined, 'requests')
    .subarray(from, to)
    .some((count) => count > 0);
}

/** Whether any of the series rose, in the incident, by what makes one; undefined where none has samples then. */
function hasRisen(series: readonly Series[], { bins, from, to }: Scene): boolean | undefined {
  const rises = series.flatMap((one) => {
    const values = valuesIn(bins, { ...one, values: directed(one) });
    const before = meanBetween(values, 0, from);
    const during = meanBetween(values, from, to);
    if (!Number.isFinite(before) || !Number.isFinite(during)) return [];
    return [during - before >= leastRise(one, before)];
  });
  return rises.length === 0 ? undefined : rises.includes(true);
}
